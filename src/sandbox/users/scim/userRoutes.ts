import * as z from 'zod/mini';
import type { Person } from '../../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { Query } from '../../protocol/query.js';
import { DELETE_SCOPE, READ_SCOPES, visibleTo, WRITE_SCOPES } from './attributeScopes.js';
import { matchesFilter, type ScimDocument } from './filterMatch.js';
import { type Filter, parseFilter } from './filterParser.js';
import { readPatch } from './patch.js';
import { allowCompany, readScimBody } from './scimApp.js';
import { answerScim, ScimRefusal } from './scimRefusal.js';
import { type Selection, selectAttributes } from './selectAttributes.js';
import type { UserDirectory } from './userDirectory.js';
import { presentUser } from './userDocument.js';
import { cutScimPage, listResponse, type PageRequest, readCount, requireFilterable } from './userList.js';
import { SEARCHABLE, type UserService } from './userService.js';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:concur:2.0:SearchRequest';

const searchBody = z.object({
  schemas: z.array(z.string()),
  filter: z.optional(z.string()),
  attributes: z.optional(z.array(z.string())),
  excludedAttributes: z.optional(z.array(z.string())),
  count: z.optional(z.union([z.string(), z.number()])),
  cursor: z.optional(z.string()),
  continuationToken: z.optional(z.string()),
});

/** The users of one of the SCIM services. @param options.isDeletedSoftly whether DELETE hides or removes */
export function registerScimUsers(
  scim: SandboxApp,
  context: SandboxContext,
  directory: UserDirectory,
  service: UserService,
  options: { readonly isDeletedSoftly: boolean },
): void {
  const reading = allowCompany(context, ...READ_SCOPES);
  const writing = allowCompany(context, ...WRITE_SCOPES);
  const users = `${service.base}/Users`;
  const present = (person: Person): ScimDocument => presentFor(service, person, context);
  const find = (call: SandboxCall): Person => directory.find(call.req.param('id') ?? '');
  /** Whoever may only write is shown what they wrote. */
  const answerOne = (call: SandboxCall, person: Person, selection: Selection, status: 200 | 201 = 200): Response => {
    const caller = call.get('caller');
    const mayRead = READ_SCOPES.some((scope) => caller.scopes.includes(scope));
    const document = mayRead ? visibleTo(caller, present(person)) : present(person);
    return answerScim(call, selectAttributes(document, selection, service.schemas), status);
  };
  const answerList = (
    call: SandboxCall,
    filter: Filter | undefined,
    page: PageRequest,
    selection: Selection,
  ): Response => {
    const found = filter
      ? directory.people.filter((person) => matchesFilter(present(person), filter))
      : directory.people;
    const { items, startIndex, nextCursor } = cutScimPage(found, page);
    const resources = items.map((person) =>
      selectAttributes(visibleTo(call.get('caller'), present(person)), selection, service.schemas),
    );
    return answerScim(
      call,
      listResponse(resources, found.length, startIndex, service.paging.byCursor ? nextCursor : undefined),
    );
  };

  scim.get(users, ...reading, (call) => {
    const query = queryOf(call);
    return answerList(call, readFilter(query, service), readPage(query, service), readSelection(query));
  });
  scim.get(`${users}/:id`, ...reading, (call) => answerOne(call, find(call), readSelection(queryOf(call))));
  scim.post(users, ...writing, async (call) => {
    const person = directory.create(call.get('caller'), await readScimBody(call), service);
    call.header('Location', `${context.url}${users}/${person.id}`);
    return answerOne(call, person, readSelection(queryOf(call)), service.createdStatus);
  });
  scim.put(`${users}/:id`, ...writing, async (call) => {
    const person = find(call);
    directory.replace(call.get('caller'), person, await readScimBody(call), service);
    return answerOne(call, person, readSelection(queryOf(call)));
  });
  scim.patch(`${users}/:id`, ...writing, async (call) => {
    const person = find(call);
    directory.patch(call.get('caller'), person, readPatch(await readScimBody(call)), service);
    return answerOne(call, person, readSelection(queryOf(call)));
  });
  scim.delete(`${users}/:id`, ...allowCompany(context, DELETE_SCOPE), (call) => {
    if (options.isDeletedSoftly) directory.removeSoftly(find(call));
    else directory.remove(find(call));
    return call.body(null, 204);
  });
  if (!service.hasSearch) return;
  scim.post(`${users}/.search`, ...reading, async (call) => {
    const search = readSearch(await readScimBody(call));
    const filter = search.filter?.trim() ? parseFilter(search.filter, service.schemas) : undefined;
    if (filter) requireFilterable(filter, { paths: SEARCHABLE, onlyEqual: false }, service.schemas);
    const { usual, most } = service.pageSize;
    const count = readCount(search.count?.toString(), 'count', 1, most, usual);
    return answerList(
      call,
      filter,
      { startIndex: 1, count, cursor: search.cursor ?? search.continuationToken },
      search,
    );
  });
}

/** A person as a service shows it, with the attributes that the service knows. */
export function presentFor(service: UserService, person: Person, context: SandboxContext): ScimDocument {
  const document = presentUser(person, context.company, `${context.url}${service.base}/Users`);
  const [core, ...extensions] = service.schemas;
  const known = new Set(['schemas', ...(core?.attributes ?? []).map(({ name }) => name)]);
  const shown: Record<string, unknown> = Object.fromEntries(
    Object.entries(document).filter(([name]) => known.has(name)),
  );
  for (const { id, attributes } of extensions) {
    const names = new Set(attributes.map(({ name }) => name));
    const parts = Object.entries(document[id] ?? {}).filter(([name]) => names.has(name));
    if (parts.length > 0) shown[id] = Object.fromEntries(parts);
  }
  return shown;
}

function queryOf(call: SandboxCall): Query {
  return new Query(new URL(call.req.url).searchParams);
}

function readSelection(query: Query): Selection {
  return { attributes: query.list('attributes'), excludedAttributes: query.list('excludedAttributes') };
}

function readPage(query: Query, { pageSize: { usual, most }, paging }: UserService): PageRequest {
  const startIndex = paging.byIndex
    ? readCount(query.text('startIndex'), 'startIndex', 1, Number.MAX_SAFE_INTEGER, 1)
    : 1;
  const count = readCount(query.text('count'), 'count', 0, most, usual);
  return { startIndex, count, cursor: paging.byCursor ? query.text('cursor') : undefined };
}

/** A filter, or what Identity v4 also takes as parameters of their own. */
function readFilter(query: Query, { filterable, schemas }: UserService): Filter | undefined {
  if (!filterable) return undefined;
  const text = query.text('filter') ?? readShortcut(query);
  if (text === undefined) return undefined;
  const filter = parseFilter(text, schemas);
  requireFilterable(filter, filterable, schemas);
  return filter;
}

function readShortcut(query: Query): string | undefined {
  for (const name of ['userName', 'employeeNumber', 'externalId']) {
    const value = query.text(name);
    if (value !== undefined) return `${name} eq ${JSON.stringify(value)}`;
  }
  return undefined;
}

function readSearch(body: unknown): z.infer<typeof searchBody> & Selection {
  const parsed = searchBody.safeParse(body);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new ScimRefusal('invalidSyntax', `${path} of the search is missing or has a wrong form.`, path);
  }
  const { schemas, attributes, excludedAttributes } = parsed.data;
  if (!schemas.includes(SEARCH_REQUEST)) {
    throw new ScimRefusal('invalidSyntax', `schemas has to name ${SEARCH_REQUEST}.`, 'schemas');
  }
  return { ...parsed.data, attributes, excludedAttributes };
}
