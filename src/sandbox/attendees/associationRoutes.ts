import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { type EntryAttendee, shareOf } from '../expense/entry.js';
import { amount, count, readFields, required, rewrite, text } from '../expense/wireFields.js';
import { listedOwners } from '../identity/owners.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { cutPage } from '../protocol/paging.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import type { AttendeeDesk } from './attendeeDesk.js';
import {
  type Association,
  associationId,
  associationsOf,
  dropAttendee,
  putAttendee,
  requireOpen,
} from './entryAttendees.js';

const LIST = '/api/v3.0/expense/entryattendeeassociations';
const ONE = `${LIST}/:id`;
const CUSTOM = ['1', '2', '3', '4', '5'];

const associationBody = z.object({
  EntryID: text(64),
  AttendeeID: text(64),
  Amount: amount,
  AssociatedAttendeeCount: count,
  Custom1: text(100),
  Custom2: text(100),
  Custom3: text(100),
  Custom4: text(100),
  Custom5: text(100),
});
type AssociationBody = z.output<typeof associationBody>;

/** Attendees of entries v3 (/api-reference/expense/expense-report/v3.expense-entry-attendee.html). */
export function registerAssociations(app: SandboxApp, context: SandboxContext, desk: AttendeeDesk): void {
  const allowed = context.allow('EXPRPT');
  const { reports } = context.books;
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const uriOf = (id: string): string => `${context.url}${LIST}/${encodeURIComponent(id)}`;

  const view = (association: Association): WireRecord => {
    const { entry, attendee } = association;
    const id = associationId(association);
    return {
      EntryID: entry.id,
      AttendeeID: attendee.id,
      Amount: shareOf(entry, attendee),
      AssociatedAttendeeCount: attendee.count ?? 1,
      ...Object.fromEntries(CUSTOM.map((number) => [`Custom${number}`, attendee.fields?.[number] ?? null])),
      ID: id,
      URI: uriOf(id),
    };
  };

  /** The reports that a call is about: the caller's own, or those of the user that it names. */
  const reportsOf = (call: SandboxCall) => {
    const isListed = listedOwners(call.get('caller'), queryOf(call).text('user'), context.company);
    return reports.reports.filter(({ owner }) => isListed(owner));
  };

  const find = (call: SandboxCall): Association => {
    const id = call.req.param('id') ?? '';
    for (const association of associationsOf(reports, reportsOf(call))) {
      if (associationId(association) === id) return association;
    }
    throw new Refusal(404, `There is no association with the ID ${id}.`);
  };

  app.get(LIST, allowed, (call) => {
    const query = queryOf(call);
    const entryId = query.text('entryID');
    const found = [...associationsOf(reports, reportsOf(call))].filter(
      ({ entry }) => entryId === undefined || entry.id === entryId,
    );
    const { items, nextPage } = cutPage(call, query, context.url, found);
    const names = { plural: 'EntryAttendeeAssociations', singular: 'EntryAttendeeAssociation' };
    return answerPage(call, names, { items: items.map(view), nextPage });
  });

  app.get(ONE, allowed, (call) => answerObject(call, 'EntryAttendeeAssociation', view(find(call))));

  app.post(LIST, allowed, async (call) => {
    const given = readFields(associationBody, await readObjectBody(call, 'EntryAttendeeAssociation'));
    const entryId = required('EntryID', given.EntryID);
    const found = reports.findEntry(entryId);
    const isListed = listedOwners(call.get('caller'), queryOf(call).text('user'), context.company);
    if (!found || !isListed(found.report.owner)) throw new Refusal(400, `There is no entry with the ID ${entryId}.`);
    const { report, entry } = found;
    requireOpen(report);
    const attendeeId = required('AttendeeID', given.AttendeeID);
    const attendee = desk.book.find(attendeeId);
    if (!attendee || attendee.isDeleted || !desk.isVisible(attendee, (owner) => owner === report.owner)) {
      throw new Refusal(400, `There is no attendee with the ID ${attendeeId}.`);
    }
    if (entry.attendees.some(({ id }) => id === attendee.id)) {
      throw new Refusal(400, `The attendee ${attendeeId} is on the entry already.`);
    }
    const { id, typeCode, versionNumber } = attendee;
    const made = write({ id, typeCode, versionNumber }, given);
    putAttendee(reports, entry, made, context.now());
    const ID = associationId({ entry, attendee: made });
    return answerObject(call, 'Response', { ID, URI: uriOf(ID) });
  });

  app.put(ONE, allowed, async (call) => {
    const { report, entry, attendee } = find(call);
    const given = readFields(associationBody, await readObjectBody(call, 'EntryAttendeeAssociation'));
    const isMoved =
      (given.EntryID && given.EntryID !== entry.id) || (given.AttendeeID && given.AttendeeID !== attendee.id);
    if (isMoved) throw new Refusal(400, 'An association cannot move to another entry or attendee.');
    requireOpen(report);
    putAttendee(reports, entry, write(attendee, given), context.now());
    return call.body(null, 204);
  });

  app.delete(ONE, allowed, (call) => {
    const { report, entry, attendee } = find(call);
    requireOpen(report);
    dropAttendee(reports, entry, attendee.id, context.now());
    return call.body(null, 204);
  });
}

function write(old: EntryAttendee, given: AssociationBody): EntryAttendee {
  if (given.AssociatedAttendeeCount === 0) throw new Refusal(400, 'AssociatedAttendeeCount has to be 1 or more.');
  const custom = [given.Custom1, given.Custom2, given.Custom3, given.Custom4, given.Custom5];
  const fields = custom.flatMap((value, index) => {
    const number = String(index + 1);
    const written = rewrite(old.fields?.[number], value);
    return written === undefined ? [] : [[number, written] as const];
  });
  return {
    ...old,
    amount: given.Amount ?? old.amount,
    isAmountEdited: given.Amount == null ? old.isAmountEdited : true,
    count: given.AssociatedAttendeeCount ?? old.count,
    fields: Object.fromEntries(fields),
  };
}
