import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { listedOwners, soleOwner } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage } from '../protocol/stablePaging.js';
import type { Attendee } from './attendeeBook.js';
import type { AttendeeDesk } from './attendeeDesk.js';
import { readAttendeeFields } from './attendeeFields.js';
import type { AttendeeType } from './attendeeTypes.js';
import { ATTENDEES_V3, AttendeeViews, uriV3 } from './attendeeViews.js';

const ONE = `${ATTENDEES_V3}/:id`;
/** External ids that one call may look for. */
export const MAX_EXTERNAL_IDS = 10;

/** Attendees v3 (/api-reference/expense/attendees/v3.attendees.html). */
export function registerAttendeesV3(app: SandboxApp, context: SandboxContext, desk: AttendeeDesk): void {
  const allowed = context.allow('ATTEND');
  const { book, types } = desk;
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);

  const find = (call: SandboxCall): Attendee => {
    const id = call.req.param('id') ?? '';
    const isListed = listedOwners(call.get('caller'), queryOf(call).text('user'), context.company);
    const attendee = book.find(id);
    if (!attendee || attendee.isDeleted || !desk.isVisible(attendee, isListed)) {
      throw new Refusal(404, `There is no attendee with the ID ${id}.`);
    }
    return attendee;
  };

  const readType = (body: Readonly<Record<string, unknown>>): AttendeeType => {
    const given = body.AttendeeTypeID ?? body.AttendeeTypeCode;
    if (typeof given !== 'string' || given === '') throw new Refusal(400, 'AttendeeTypeID is required.');
    const type = types.findUsable((types.findById(given) ?? types.find(given))?.code ?? '');
    if (!type) throw new Refusal(400, `AttendeeTypeID is "${given}", which is no type that attendees can be added to.`);
    return type;
  };

  app.get(ATTENDEES_V3, allowed, (call) => {
    const query = queryOf(call);
    const isListed = listedOwners(call.get('caller'), query.text('user'), context.company);
    const externalIds = query.list('externalID');
    if (externalIds && externalIds.length > MAX_EXTERNAL_IDS) {
      throw new Refusal(400, `externalID takes up to ${MAX_EXTERNAL_IDS} ids.`);
    }
    const typeId = query.text('attendeeTypeID');
    const type = typeId === undefined ? undefined : types.findById(typeId);
    if (typeId !== undefined && !type) throw new Refusal(400, `There is no attendee type with the ID ${typeId}.`);
    const found = book.attendees.filter(
      (attendee) =>
        !attendee.isDeleted &&
        (type === undefined || attendee.typeCode === type.code) &&
        (externalIds === undefined || externalIds.includes(attendee.externalId ?? '')) &&
        desk.isVisible(attendee, isListed),
    );
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter: ([rank = 0] = []) => found.filter((attendee) => book.rankOf(attendee) > rank),
      placeOf: (attendee) => [book.rankOf(attendee)],
    });
    const views = new AttendeeViews(context, types);
    const page = { items: items.map((attendee) => views.v3(attendee)), nextPage };
    return answerPage(call, { plural: 'Attendees', singular: 'Attendee' }, page);
  });

  app.get(ONE, allowed, (call) => answerObject(call, 'Attendee', new AttendeeViews(context, types).v3(find(call))));

  app.post(ATTENDEES_V3, allowed, async (call) => {
    const user = queryOf(call).text('user');
    const owner = () => soleOwner(call.get('caller'), user, context.company);
    if (user !== undefined) owner();
    const body = await readObjectBody(call, 'Attendee');
    const type = readType(body);
    const attendee = desk.create(type, desk.ownerLoginOf(type, owner), readAttendeeFields(body));
    book.save(attendee);
    return answerObject(call, 'Response', { ID: attendee.id, URI: uriV3(context.url, attendee) });
  });

  app.put(ONE, allowed, async (call) => {
    const attendee = find(call);
    desk.change(attendee, readAttendeeFields(await readObjectBody(call, 'Attendee')));
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    desk.saveVersion({ ...find(call), isDeleted: true });
    return call.body(null, 204);
  });
}
