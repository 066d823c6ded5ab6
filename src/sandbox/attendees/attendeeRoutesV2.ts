import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { isAdministrator, loginOf } from '../identity/caller.js';
import { answerJson, answerXml } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { Attendee } from './attendeeBook.js';
import type { AttendeeDesk } from './attendeeDesk.js';
import { MAX_EXTERNAL_IDS } from './attendeeRoutesV3.js';
import { AttendeeViews } from './attendeeViews.js';

const ATTENDEES = '/api/expense/v2.0/attendees';
const NAMESPACE = 'http://www.concursolutions.com/api/expense/expensereport/2012/07';

/** Attendees v2, which only reads (/api-reference/expense/attendees/v2.attendees.html). */
export function registerAttendeesV2(app: SandboxApp, context: SandboxContext, desk: AttendeeDesk): void {
  const allowed = context.allow('ATTEND');

  const isVisible = (call: SandboxCall, attendee: Attendee): boolean => {
    const caller = call.get('caller');
    return desk.isVisible(attendee, ({ login }) => isAdministrator(caller) || login === loginOf(caller));
  };

  /** XML unless the caller asks for JSON by name. */
  const answer = (call: SandboxCall, attendees: readonly Attendee[]): Response => {
    const views = new AttendeeViews(context, desk.types);
    if (/json/i.test(call.req.header('accept') ?? '')) {
      return answerJson(
        call,
        attendees.map((attendee) => views.v2(attendee, null)),
      );
    }
    const items = attendees.map((attendee) => views.v2(attendee, ''));
    return answerXml(call, 'Attendees', { Attendee: items }, 200, NAMESPACE);
  };

  app.get(ATTENDEES, allowed, (call) => {
    const ids = new Query(new URL(call.req.url).searchParams).list('externalid') ?? [];
    if (ids.length === 0 || ids.length > MAX_EXTERNAL_IDS) {
      throw new Refusal(400, `externalid takes 1 to ${MAX_EXTERNAL_IDS} ids.`);
    }
    const found = desk.book.attendees.filter(
      (attendee) => ids.includes(attendee.externalId ?? '') && isVisible(call, attendee),
    );
    return answer(call, found);
  });

  app.get(`${ATTENDEES}/:attendeeId`, allowed, (call) => {
    const id = call.req.param('attendeeId');
    const attendee = desk.book.find(id);
    if (!attendee || !isVisible(call, attendee)) throw new Refusal(404, `There is no attendee with the id ${id}.`);
    return answer(call, [attendee]);
  });
}
