import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { flag, readFields, required, text } from '../expense/wireFields.js';
import { isAdministrator } from '../identity/caller.js';
import { answerJson, answerObject, answerPage, answerXmlOrJson, prefersXml } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { cutPage } from '../protocol/paging.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { isRecord, type WireRecord } from '../protocol/xml.js';
import { camelCase } from './attendeeFields.js';
import { type AttendeeType, type AttendeeTypeBook, KEPT_BY_CONCUR } from './attendeeTypes.js';
import { guestType } from './standardTypes.js';

const TYPES = '/api/v3.0/expense/attendeetypes';
const NAMESPACE = 'http://www.concursolutions.com/api/expense/attendee/2010/05';

const typeBody = z.object({
  Name: text(40),
  Code: text(8),
  ConnectorID: text(64),
  AllowManuallyEnteredAttendees: flag,
  AllowAttendeeCountEditing: flag,
});

/** Attendee types v1, v3 and v4 (/api-reference/common/attendees/v4.admin-attendee-types.html). */
export function registerAttendeeTypes(app: SandboxApp, context: SandboxContext, book: AttendeeTypeBook): void {
  const allowed = context.allow('CONFIG', 'attendee.admin.read', 'ATTEND');

  const find = (call: SandboxCall): AttendeeType => {
    const id = call.req.param('id') ?? '';
    const type = book.findById(id);
    if (!type || !isListed(type)) throw new Refusal(404, `There is no attendee type with the ID ${id}.`);
    return type;
  };

  app.get('/api/expense/attendee/v1.0/type', allowed, (call) => {
    requireAdministrator(call);
    const types = book.types.filter(isListed).map(({ code, name }) => ({ type: code, name }));
    return answerXmlOrJson(call, 'attendee-types', { 'attendee-type': types }, 200, NAMESPACE);
  });

  app.get('/v4/attendeetypes', context.allow('attendee.admin.read'), (call) => {
    if (call.get('caller').principal.kind !== 'company')
      throw new Refusal(403, 'Only the token of a company is taken.');
    return answerJson(call, book.types.map(viewV4));
  });

  app.get(TYPES, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const { items, nextPage } = cutPage(call, query, context.url, book.types.filter(isListed));
    const views = items.map((type) => viewV3(call, context.url, type));
    return answerPage(call, { plural: 'AttendeeTypes', singular: 'AttendeeType' }, { items: views, nextPage });
  });

  app.get(`${TYPES}/:id`, allowed, (call) => answerObject(call, 'AttendeeType', viewV3(call, context.url, find(call))));

  app.post(TYPES, allowed, async (call) => {
    requireAdministrator(call);
    const body = await readObjectBody(call, 'AttendeeType');
    const given = readFields(typeBody, body);
    const code = required('Code', given.Code).toUpperCase();
    if (book.find(code)) throw new Refusal(400, `Another attendee type has the code ${code}.`);
    const blank: AttendeeType = {
      id: context.random.opaqueId('gWk', 26),
      uuid: context.newUuid(),
      code,
      name: required('Name', given.Name),
      ...guestType,
      duplicateFields: [],
    };
    const type = writeType(book, blank, body);
    book.save(type);
    return answerObject(call, 'Response', { ID: type.id, URI: uriOf(context.url, type) });
  });

  app.put(`${TYPES}/:id`, allowed, async (call) => {
    requireAdministrator(call);
    const type = find(call);
    book.save(writeType(book, type, await readObjectBody(call, 'AttendeeType')));
    return call.body(null, 204);
  });

  app.delete(`${TYPES}/:id`, allowed, (call) => {
    requireAdministrator(call);
    const type = find(call);
    if (type.isSystem) throw new Refusal(400, `${type.code} came with Concur and stays.`);
    book.save({ ...type, isActive: false, isDeleted: true });
    return call.body(null, 204);
  });
}

/** Versions 1 and 3 leave out what nobody can choose. */
function isListed({ code, isActive, isDeleted }: AttendeeType): boolean {
  return isActive && !isDeleted && !KEPT_BY_CONCUR.includes(code);
}

function requireAdministrator(call: SandboxCall): void {
  if (isAdministrator(call.get('caller'))) return;
  throw new Refusal(403, 'Only a Web Services Administrator may do this with attendee types.');
}

function uriOf(base: string, { id }: AttendeeType): string {
  return `${base}${TYPES}/${encodeURIComponent(id)}`;
}

function writeType(book: AttendeeTypeBook, type: AttendeeType, body: Readonly<Record<string, unknown>>): AttendeeType {
  const given = readFields(typeBody, body);
  const isTaken = book.types.some(({ name, code }) => name === given.Name && code !== type.code);
  if (isTaken) throw new Refusal(400, `Another attendee type has the name "${given.Name}".`);
  return {
    ...type,
    name: given.Name || type.name,
    duplicateFields: readDuplicateFields(body.DuplicateSearchFields) ?? type.duplicateFields,
    connectorId: given.ConnectorID === undefined ? type.connectorId : given.ConnectorID || undefined,
    allowsManualEntry: given.AllowManuallyEnteredAttendees ?? type.allowsManualEntry,
    allowsCountEditing: given.AllowAttendeeCountEditing ?? type.allowsCountEditing,
  };
}

/** A list in JSON, or one or more elements `DuplicateSearchField` in XML. */
function readDuplicateFields(given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  const inner = isRecord(given) ? (given.DuplicateSearchField ?? []) : given;
  const names: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  return names.filter(Boolean).map((name) => {
    if (typeof name !== 'string') throw new Refusal(400, 'DuplicateSearchFields has to hold names of fields.');
    return camelCase(name);
  });
}

function viewV3(call: SandboxCall, base: string, type: AttendeeType): WireRecord {
  const fields = type.duplicateFields.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  return {
    Name: type.name,
    Code: type.code,
    AttendeeFormID: type.form.id,
    DuplicateSearchFields: prefersXml(call) ? { DuplicateSearchField: fields } : fields,
    ConnectorID: type.connectorId ?? '',
    AllowManuallyEnteredAttendees: type.allowsManualEntry,
    AllowAttendeeCountEditing: type.allowsCountEditing,
    ID: type.id,
    URI: uriOf(base, type),
  };
}

function viewV4(type: AttendeeType): WireRecord {
  return {
    id: type.uuid,
    code: type.code,
    name: type.name,
    form: { id: type.form.uuid, name: type.form.name },
    duplicateSearchFields: type.duplicateFields,
    ...(type.connectorId === undefined ? {} : { externalConnectorId: type.connectorId }),
    isPublic: type.isPublic,
    isActive: type.isActive,
    isDeleted: type.isDeleted,
    permitAdds: type.permitsAdds,
    allowManuallyEnteredAttendees: type.allowsManualEntry,
    allowAttendeeCountEditing: type.allowsCountEditing,
    searchPreference: type.connectorId === undefined ? 'DS' : 'AO',
    systemRecord: type.isSystem,
  };
}
