import * as z from 'zod/mini';
import { ENTERPRISE } from './userSchemas.js';

const email = z.object({
  value: z.string(),
  type: z.string(),
  verified: z._default(z.boolean(), false),
  notifications: z._default(z.boolean(), false),
});
const text = z.optional(z.string());
const optionalFlag = z.optional(z.boolean());
/** The form of a user resource, as far as rules and people need it. */
export const userDocument = z.looseObject({
  userName: z.string(),
  active: z.boolean(),
  name: z.looseObject({ familyName: z.string(), givenName: z.string(), middleName: text }),
  title: text,
  emails: z.array(email),
  phoneNumbers: z.optional(z.array(z.looseObject({ value: z.string(), type: z.string(), primary: optionalFlag }))),
  addresses: z.optional(z.array(z.looseObject({ type: text, country: text }))),
  preferredLanguage: text,
  timezone: text,
  entitlements: z.optional(z.array(z.string())),
  externalId: text,
  [ENTERPRISE]: z.optional(
    z.looseObject({
      companyId: z.string(),
      costCenter: text,
      department: text,
      employeeNumber: text,
      manager: z.optional(z.object({ value: text, employeeNumber: text })),
      startDate: text,
      terminationDate: text,
      leavesOfAbsence: z.optional(z.array(z.object({ startDate: z.string(), endDate: text, type: text }))),
    }),
  ),
});

/** A user resource that has passed the schemas. */
export type UserDocument = z.infer<typeof userDocument>;
