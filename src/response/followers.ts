import type { ApiEntry, Operation, OperationEntry } from '../catalog/model.js';

/** An operation that an id of an answer leads to, with the values that it needs. */
export interface Follower {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  readonly values: Readonly<Record<string, string>>;
}

/** What is known of the place where the id stands. */
export interface IdPlace {
  /** The member that holds it, e.g. `ReportID`. */
  readonly field: string;
  readonly value: string;
  /** The operation that answered, and its API. */
  readonly operation: OperationEntry;
  readonly api: ApiEntry;
  /** What stood for the parameters of its path; goes into paths that ask for the same. */
  readonly pathValues: Readonly<Record<string, string>>;
}

/** More than these make a poor list to choose from. */
const MOST = 12;

/**
 * The operations that an id leads to, the nearest first: what reads the object itself, what is listed below it, and what
 * takes it as a query parameter (the entries of a report). Only calls that read, of live APIs, and only those that need
 * nothing that is not known.
 * @param details reads an operation in full, for its query parameters; asked for the same area's lists only
 */
export async function findFollowers(
  place: IdPlace,
  apis: readonly ApiEntry[],
  details: (id: string) => Promise<Operation>,
): Promise<Follower[]> {
  const thing = thingOf(place);
  const found: (Follower & { readonly distance: number })[] = [];
  for (const api of apis) {
    if (
      api.group !== place.api.group ||
      api.caller !== 'client' ||
      (api.status !== 'current' && api.status !== 'limited')
    )
      continue;
    for (const operation of api.operations) {
      if (operation.method !== 'GET' || operation.deprecated) continue;
      const values = pathValues(operation, thing, place) ?? (await queryValues(api, operation, thing, place, details));
      if (values) found.push({ api, operation, values, distance: distance(api, operation, place) });
    }
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ api, operation, values }) => ({ api, operation, values }));
}

/** `report` for `ReportID`, and for `ID` in an answer about reports; lower case. */
function thingOf({ field, operation }: IdPlace): string {
  const stem = field.replace(/[_-]?I[dD]$|[_-]?id$/, '').toLowerCase();
  return stem === '' ? singular(operation.resource) : stem;
}

function singular(resource: string): string {
  const last = resource.toLowerCase().split(/\s+/).pop() ?? '';
  return last.endsWith('ies') ? `${last.slice(0, -3)}y` : last.replace(/(?<!s)s$/, '');
}

function isIdOf(parameter: string, thing: string, operation: OperationEntry): boolean {
  const name = parameter.toLowerCase().replaceAll(/[_-]/g, '');
  return name === `${thing}id` || (name === 'id' && singular(operation.resource) === thing);
}

/** Values for a path that asks for the id, and otherwise for what is known; undefined when it does not, or for more. */
function pathValues(operation: OperationEntry, thing: string, place: IdPlace): Record<string, string> | undefined {
  const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  const own = names.filter((name) => isIdOf(name, thing, operation)).at(-1);
  if (own === undefined) return undefined;
  const values: Record<string, string> = { [own]: place.value };
  for (const name of names) {
    if (name === own) continue;
    const known = place.pathValues[name];
    if (known === undefined) return undefined;
    values[name] = known;
  }
  return values;
}

async function queryValues(
  api: ApiEntry,
  operation: OperationEntry,
  thing: string,
  place: IdPlace,
  details: (id: string) => Promise<Operation>,
): Promise<Record<string, string> | undefined> {
  if (operation.path.includes('{') || api.version !== place.api.version) return undefined;
  const { parameters } = await details(operation.id);
  const own = parameters.find(({ in: where, name }) => where === 'query' && name.toLowerCase() === `${thing}id`);
  const isEnough = parameters.every(({ required, name }) => !required || name === own?.name);
  return own && isEnough ? { [own.name]: place.value } : undefined;
}

/** What reads the object comes before what lists its parts; the same API before others, the same version before those. */
function distance(api: ApiEntry, operation: OperationEntry, place: IdPlace): number {
  const isItself = operation.path.endsWith('}') ? 0 : 1;
  return (api.id === place.api.id ? 0 : api.version === place.api.version ? 2 : 4) + isItself;
}
