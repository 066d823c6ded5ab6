import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { type Caller, isAdministrator, loginOf } from '../identity/caller.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage } from '../protocol/stablePaging.js';
import type { Attendee } from './attendeeBook.js';
import type { AttendeeDesk } from './attendeeDesk.js';
import { camelCase, readAttendeeFields } from './attendeeFields.js';
import { MAX_EXTERNAL_IDS } from './attendeeRoutesV3.js';
import { type AttendeeType, KEPT_BY_CONCUR } from './attendeeTypes.js';
import { ATTENDEES_V4, AttendeeViews, uriV4 } from './attendeeViews.js';

const ONE = `${ATTENDEES_V4}/:id`;

/** Attendees v4 (/api-reference/common/attendees/v4.attendees.html). */
export function registerAttendeesV4(app: SandboxApp, context: SandboxContext, desk: AttendeeDesk): void {
  const mayRead = context.allow('attendee.read', 'attendee.write');
  const mayWrite = context.allow('attendee.write', 'attendee.writeonly');
  const { book, types } = desk;
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const answerItems = (call: SandboxCall, items: readonly Attendee[], nextPage: string | null): Response => {
    const views = new AttendeeViews(context, types);
    return answerJson(call, { items: items.map((attendee) => views.v4(attendee)), nextPage });
  };

  /** The person that `userId` names; undefined when it is missing. */
  const readUser = (call: SandboxCall): Person | undefined => {
    const userId = queryOf(call).text('userId');
    if (userId === undefined) return undefined;
    const caller = call.get('caller');
    const person = context.company.people.find(({ id }) => id === userId.toLowerCase());
    const isOwn = person !== undefined && person.login === loginOf(caller);
    if (!isOwn && !isAdministrator(caller)) throw new Refusal(403, 'Only an administrator may act for other users.');
    if (!person) throw new Refusal(404, `There is no user with the id ${userId}.`);
    return person;
  };

  const find = (call: SandboxCall): Attendee => {
    const isListed = visibleOwners(call.get('caller'), readUser(call));
    const id = call.req.param('id') ?? '';
    const attendee = book.find(id);
    if (attendee?.uuid !== id.toLowerCase()) throw new Refusal(404, `There is no attendee with the id ${id}.`);
    if (!desk.isVisible(attendee, isListed)) throw new Refusal(403, 'The attendee belongs to somebody else.');
    return attendee;
  };

  app.get(ATTENDEES_V4, mayRead, (call) => {
    const query = queryOf(call);
    const isListed = visibleOwners(call.get('caller'), readUser(call));
    const visible = book.attendees.filter((attendee) => desk.isVisible(attendee, isListed));
    const ids = readIds(query, 'id')?.map((id) => id.toLowerCase());
    if (ids) {
      const withDeleted = query.flag('includeDeleted') ?? false;
      const found = visible.filter(({ uuid, isDeleted }) => ids.includes(uuid) && (withDeleted || !isDeleted));
      return answerItems(call, found, null);
    }
    const externalIds = readIds(query, 'externalId');
    const typeCode = query.text('attendeeTypeCode')?.toUpperCase();
    const found = visible.filter(
      (attendee) =>
        !attendee.isDeleted &&
        (typeCode === undefined || attendee.typeCode === typeCode) &&
        (externalIds === undefined || externalIds.includes(attendee.externalId ?? '')),
    );
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter: ([rank = 0] = []) => found.filter((attendee) => book.rankOf(attendee) > rank),
      placeOf: (attendee) => [book.rankOf(attendee)],
    });
    return answerItems(call, items, nextPage);
  });

  app.get(ONE, mayRead, (call) => {
    const query = queryOf(call);
    const attendee = find(call);
    const isHidden = attendee.isDeleted && !query.flag('includeDeleted');
    const version = query.integer('versionNumber', 1);
    const found = version === undefined ? attendee : book.findVersion(attendee, version);
    if (isHidden || !found) throw new Refusal(404, `There is no such version of the attendee ${attendee.uuid}.`);
    return answerItems(call, [found], null);
  });

  app.post(ATTENDEES_V4, mayWrite, async (call) => {
    const user = readUser(call);
    const body = await readJsonBody(call);
    const type = readType(desk, body);
    const { principal } = call.get('caller');
    const ownerLogin = desk.ownerLoginOf(type, () => {
      const owner = user ?? (principal.kind === 'user' ? principal.person : undefined);
      if (!owner) throw new Refusal(400, 'Attendees of this type belong to a person; name the owner with userId.');
      return owner;
    });
    const given = readAttendeeFields(body, camelCase);
    if (!given.get('LastName')) throw incomplete('lastName', 'is required');
    const attendee = desk.create(type, ownerLogin, given);
    if (desk.findDuplicate(attendee)) {
      throw incomplete('attendee', `equals another one in ${type.duplicateFields.join(', ')}`);
    }
    book.save(attendee);
    return answerJson(call, { id: attendee.uuid, uri: uriV4(context.url, attendee) });
  });

  app.put(ONE, mayWrite, async (call) => {
    const attendee = find(call);
    if (attendee.isDeleted) throw new Refusal(404, `The attendee ${attendee.uuid} is deleted.`);
    desk.change(attendee, readAttendeeFields(await readJsonBody(call), camelCase));
    return call.body(null, 204);
  });
}

/** Whose private attendees a call sees: those of one user when it names one, else its own, for administrators all. */
function visibleOwners(caller: Caller, user: Person | undefined): (owner: Person) => boolean {
  if (user) return ({ login }) => login === user.login;
  return ({ login }) => isAdministrator(caller) || login === loginOf(caller);
}

function readType({ types }: AttendeeDesk, body: Readonly<Record<string, unknown>>): AttendeeType {
  const code = body.attendeeTypeCode;
  if (typeof code !== 'string' || code === '') throw incomplete('attendeeTypeCode', 'is required');
  if (KEPT_BY_CONCUR.includes(code.toUpperCase())) throw incomplete('attendeeTypeCode', 'is kept by Concur itself');
  const type = types.findUsable(code);
  if (!type) throw incomplete('attendeeTypeCode', 'is no attendee type in use');
  if (!type.permitsAdds) throw incomplete('attendeeTypeCode', 'is a type that nobody may add attendees to');
  return type;
}

function readIds(query: Query, name: string): readonly string[] | undefined {
  const ids = query.list(name);
  if (ids && ids.length > MAX_EXTERNAL_IDS) throw new Refusal(400, `${name} takes up to ${MAX_EXTERNAL_IDS} ids.`);
  return ids;
}

function incomplete(source: string, message: string): Refusal {
  return new Refusal(400, `The attendee is refused: ${source} ${message}.`, {}, [{ source, message }]);
}
