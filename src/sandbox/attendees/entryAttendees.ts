import { createHash } from 'node:crypto';
import type { Entry, EntryAttendee } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import type { ReportBook } from '../expense/reportBook.js';
import { isWithOwner } from '../expense/statuses.js';
import { Refusal } from '../protocol/refusal.js';

/** An attendee of an entry, with everything around it. */
export interface Association {
  readonly report: Report;
  readonly entry: Entry;
  readonly attendee: EntryAttendee;
}

/** All attendees of the entries of some reports. */
export function* associationsOf(book: ReportBook, reports: Iterable<Report>): Iterable<Association> {
  for (const report of reports) {
    for (const entry of book.entriesOf(report.id)) {
      for (const attendee of entry.attendees) yield { report, entry, attendee };
    }
  }
}

/** Id of an association: it follows from both ends, so that attendees have one whichever version put them there. */
export function associationId({ entry, attendee }: Pick<Association, 'entry' | 'attendee'>): string {
  const digest = createHash('sha256').update(`${entry.id}/${attendee.id}`).digest('base64url');
  return `gWq${digest.slice(0, 10)}$${digest.slice(10, 29)}`.replace(/[-_]/g, 'x');
}

/** @throws {Refusal} 400 when the report was submitted */
export function requireOpen({ id, approvalStatus }: Report): void {
  if (isWithOwner(approvalStatus)) return;
  throw new Refusal(400, `The report ${id} was submitted (${approvalStatus}); its attendees cannot be changed.`);
}

/** Puts an attendee on an entry, in the place of the one with its id or behind the others. */
export function putAttendee(book: ReportBook, entry: Entry, attendee: EntryAttendee, now: Date): void {
  const isKnown = entry.attendees.some(({ id }) => id === attendee.id);
  const attendees = isKnown
    ? entry.attendees.map((known) => (known.id === attendee.id ? attendee : known))
    : [...entry.attendees, attendee];
  book.saveEntry({ ...entry, attendees, modifiedAt: now });
}

/** Takes an attendee off an entry. */
export function dropAttendee(book: ReportBook, entry: Entry, attendeeId: string, now: Date): void {
  const attendees = entry.attendees.filter(({ id }) => id !== attendeeId);
  book.saveEntry({ ...entry, attendees, modifiedAt: now });
}
