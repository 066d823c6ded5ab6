import type { ApiDocument } from '../document.js';
import type { Format } from '../model.js';
import { DescriptionError } from './descriptionError.js';
import type { DescriptionFile } from './descriptionFile.js';
import type { ForeignDescription } from './foreignDescription.js';
import { asObject, asText, type Json, memberOf } from './json.js';
import { referencesIn } from './openFiles.js';
import { firstSentence, readOperation } from './operationReader.js';
import { chooseServer } from './server.js';

/** The group in which imported APIs stand. */
export const OWN_GROUP = 'Own APIs';

/** An API of somebody's in the form of our own documents, and where its calls go. */
export interface ForeignApi {
  /**
   * One document is enough for most; operations whose method and path are taken by another stand in a further one.
   * Names of operations differ throughout.
   */
  readonly documents: readonly ApiDocument[];
  /** Names of operations in the order of the file, those of other APIs among them. */
  readonly names: readonly string[];
  /** Undefined: to the geolocation of the connection. */
  readonly server?: string;
}

/** Operations by path and method; a further layer holds those that would take the place of another. */
type Layer = Record<string, Record<string, Json>>;

/**
 * Brings a description into the form of our own documents. One API per server that its operations name.
 * @param file what it was read from, for the places of mistakes
 * @param warn gets what is wrong and could be mended, such as a parameter that does not say where it goes
 * @throws {DescriptionError} when a part is not what its format asks for
 */
export function toForeignApis(
  description: ForeignDescription,
  file: DescriptionFile,
  warn: (problem: DescriptionError) => void,
): ForeignApi[] {
  const title = oneLine(asText(description.info.title)) || fileTitle(file.path);
  const names = new Set<string>();
  const byServer = new Map<string | undefined, Layer[]>();
  let hasVagueServer = false;
  for (const foreign of description.operations) {
    const { servers } = foreign.operation;
    const server = chooseServer([servers, foreign.servers, description.servers].find(Array.isArray));
    hasVagueServer ||= server.isVague === true;
    const isConcur = server.origin === undefined;
    const context = { file, title, security: description.security, isConcur, names, warn };
    const { path, operation } = readOperation(foreign, joinPath(server.path, foreign.path), context);
    const layers = byServer.get(server.origin) ?? [];
    byServer.set(server.origin, layers);
    place(layers, path, foreign.method, operation);
  }
  if (hasVagueServer) {
    const reason = 'its server has no host that can be called; calls go to the geolocation of the connection.';
    warn(new DescriptionError(file.path, reason, file.lineOf(['servers'])));
  }
  return [...byServer].map(([server, layers], i) => {
    const head = headOf(description, title, i === 0 ? undefined : { server, number: i + 1 });
    const schemas = (byServer.size === 1 ? description.schemas : reachable(layers, description.schemas)) as Schemas;
    const documents = layers.map((paths) => ({
      ...head,
      'x-concur': { ...head['x-concur'], formats: formatsOf(layers) },
      paths: paths as ApiDocument['paths'],
      components: { schemas },
    }));
    return { documents, names: [...names], ...(server === undefined ? {} : { server }) };
  });
}

type Schemas = NonNullable<NonNullable<ApiDocument['components']>['schemas']>;

/** @param further set for an API of the same description at a further server */
function headOf(
  { info, docs: url }: ForeignDescription,
  title: string,
  further: { readonly server: string | undefined; readonly number: number } | undefined,
): Pick<ApiDocument, 'info' | 'externalDocs' | 'x-concur'> {
  const version = oneLine(asText(info.version)) || '1';
  const host = further?.server === undefined ? 'Concur' : new URL(further.server).host;
  const id = `own-${slug(title, 'api')}-v${slug(version.replace(/^v/i, ''), '1')}`;
  const docs = asText(url);
  return {
    info: {
      title: further ? `${title} (${host})` : title,
      version,
      summary: firstSentence(asText(info.summary) || asText(info.description)),
    },
    ...(/^https?:\/\//.test(docs) ? { externalDocs: { url: docs } } : {}),
    'x-concur': {
      id: further ? `${id}-${further.number}` : id,
      group: OWN_GROUP,
      status: 'current',
      formats: [],
      pagination: 'none',
      errorShape: 'other',
    },
  };
}

function place(layers: Layer[], path: string, method: string, operation: Json): void {
  let layer = layers.find((candidate) => candidate[path]?.[method] === undefined);
  if (!layer) {
    layer = {};
    layers.push(layer);
  }
  layer[path] = { ...layer[path], [method]: operation };
}

/** The schemas that operations refer to, and those refer to. */
function reachable(layers: readonly Layer[], schemas: Json): Json {
  const found = new Map<string, unknown>();
  const pending: unknown[] = [...layers];
  while (pending.length > 0) {
    for (const reference of referencesIn(pending.pop())) {
      const name = reference.slice(reference.lastIndexOf('/') + 1);
      const schema = memberOf(schemas, name);
      if (schema === undefined || found.has(name)) continue;
      found.set(name, schema);
      pending.push(schema);
    }
  }
  return Object.fromEntries(found);
}

function joinPath(base: string, path: string): string {
  const start = base.replace(/\/+$/, '');
  return `${start === '' || start.startsWith('/') ? start : `/${start}`}${path.startsWith('/') ? path : `/${path}`}`;
}

const FORMATS: readonly (readonly [Format, RegExp])[] = [
  ['json', /json/],
  ['xml', /xml/],
  ['form', /urlencoded/],
  ['multipart', /multipart/],
  ['binary', /octet-stream|image\/|pdf/],
  ['html', /html/],
];

function formatsOf(layers: readonly Layer[]): Format[] {
  const operations = layers.flatMap((paths) => Object.values(paths).flatMap((item) => Object.values(item)));
  const types = new Set(
    operations
      .flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(asObject(responses) ?? {})])
      .flatMap((part) => Object.keys(asObject(asObject(part)?.content) ?? {})),
  );
  return FORMATS.filter(([, pattern]) => [...types].some((type) => pattern.test(type))).map(([format]) => format);
}

/** Characters of a part of an id, which becomes the name of a file: not long, and none that only their case tells apart. */
const LONGEST_SLUG = 100;

function slug(text: string, otherwise: string): string {
  let words = text.toLowerCase().replace(/[^\p{L}\d.]+/gu, '-');
  while (encodeURIComponent(words).length > LONGEST_SLUG) words = [...words].slice(0, -1).join('');
  return words.replace(/^[-.]+|[-.]+$/g, '') || otherwise;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function fileTitle(path: string): string {
  const [name = ''] = path.split(/[\\/]/).slice(-1);
  return name.replace(/\.\w+$/, '') || 'API';
}
