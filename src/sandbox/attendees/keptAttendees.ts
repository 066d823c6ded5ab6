import * as z from 'zod/mini';
import type { Kept } from '../state.js';
import type { Attendee, AttendeeBook } from './attendeeBook.js';
import type { AttendeeTypeBook } from './attendeeTypes.js';

const attendee = z.object({
  id: z.string(),
  uuid: z.string(),
  typeCode: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.optional(z.string()),
  title: z.optional(z.string()),
  externalId: z.optional(z.string()),
  ownerLogin: z.string(),
  currency: z.string(),
  isDeleted: z.boolean(),
  versionNumber: z.int(),
  openingAmount: z.number(),
  fields: z.record(z.string(), z.string()),
});

const kept = z.object({
  attendees: z.array(attendee),
  formerVersions: z.array(attendee),
  types: z.array(
    z.object({
      id: z.string(),
      uuid: z.string(),
      code: z.string(),
      name: z.string(),
      form: z.object({ id: z.string(), uuid: z.string(), name: z.string() }),
      duplicateFields: z.array(z.string()),
      connectorId: z.optional(z.string()),
      isPublic: z.boolean(),
      isActive: z.boolean(),
      isDeleted: z.boolean(),
      permitsAdds: z.boolean(),
      allowsManualEntry: z.boolean(),
      allowsCountEditing: z.boolean(),
      isSystem: z.boolean(),
    }),
  ),
});

/** How attendees and their types are written to a file and read back. */
export function keepAttendees(book: AttendeeBook, types: AttendeeTypeBook): Kept {
  return {
    save: () => ({ attendees: book.attendees, formerVersions: book.formerVersions, types: types.types }),
    load: (value) => {
      const loaded = kept.parse(value);
      book.clear();
      for (const one of loaded.attendees) book.save(complete(one));
      for (const one of loaded.formerVersions) book.saveFormer(complete(one));
      types.replaceAll(loaded.types.map(({ connectorId, ...type }) => ({ ...type, connectorId })));
    },
  };
}

function complete({ company, title, externalId, ...rest }: z.output<typeof attendee>): Attendee {
  return { ...rest, company, title, externalId };
}
