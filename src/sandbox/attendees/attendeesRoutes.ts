import type { SandboxApp, SandboxContext } from '../context.js';
import { registerAssociations } from './associationRoutes.js';
import { AttendeeDesk } from './attendeeDesk.js';
import { registerAttendeesV1 } from './attendeeRoutesV1.js';
import { registerAttendeesV2 } from './attendeeRoutesV2.js';
import { registerAttendeesV3 } from './attendeeRoutesV3.js';
import { registerAttendeesV4 } from './attendeeRoutesV4.js';
import { AttendeeTypeBook } from './attendeeTypes.js';
import { registerExpenseAttendeesV1 } from './expenseAttendeesV1.js';
import { keepAttendees } from './keptAttendees.js';
import { seedAttendees } from './seedAttendees.js';
import { STANDARD_TYPES } from './standardTypes.js';
import { registerAttendeeTypes } from './typeRoutes.js';

/** Attendees of all versions, their types, and their part in entries. */
export function registerAttendees(app: SandboxApp, context: SandboxContext): void {
  const own = { ...context, random: context.random.fork('attendees') };
  const { attendees: book, reports } = context.books;
  const types = new AttendeeTypeBook(STANDARD_TYPES);
  seedAttendees(book, context.company, reports, own.random);
  context.state.keep('attendees', keepAttendees(book, types));

  const desk = new AttendeeDesk(own, book, types);
  registerAttendeesV1(app, own, desk);
  registerExpenseAttendeesV1(app, own, desk);
  registerAttendeesV2(app, own, desk);
  registerAttendeesV3(app, own, desk);
  registerAttendeesV4(app, own, desk);
  registerAttendeeTypes(app, own, types);
  registerAssociations(app, own, desk);
}
