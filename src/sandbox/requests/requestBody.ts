import * as z from 'zod/mini';
import { places } from '../company/places.js';
import type { SandboxCall } from '../context.js';
import { countryName } from '../expense/v4/viewReport.js';
import { readFields, text } from '../expense/wireFields.js';
import { readJsonBody } from '../protocol/bodies.js';
import { parseDateTime } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import type { RequestPlace, TravelRequest } from './request.js';
import { findRequestPolicy, travelAgency } from './requestPolicies.js';
import { RequestRefusal } from './requestRefusal.js';

const link = z.nullish(z.object({ id: text(64) }, { error: 'has to be an object with an id' }));

const placeFields = z.object(
  {
    iataCode: text(3),
    city: text(128),
    countryCode: text(2),
    countrySubDivisionCode: text(6),
    name: text(128),
    locationCode: text(64),
  },
  { error: 'has to be an object' },
);
export const placeBody = z.nullish(placeFields);

export const customField = z.nullish(z.object({ value: text(100) }, { error: 'has to be an object with a value' }));

const requestBody = z.object({
  id: text(64),
  name: text(40),
  businessPurpose: text(500),
  comment: text(2000),
  startDate: text(32),
  startTime: text(8),
  endDate: text(32),
  endTime: text(8),
  mainDestination: placeBody,
  policy: link,
  travelAgency: link,
  parentRequestId: text(64),
});

/** What a body says of a request. */
export interface RequestChange {
  readonly id: string | undefined;
  readonly changes: Partial<TravelRequest>;
  readonly comment: string | undefined;
}

/** The JSON of a call. @throws {RequestRefusal} `invalidJson` */
export async function readRequestJson(call: SandboxCall): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await readJsonBody(call);
  } catch (error) {
    throw error instanceof Refusal && error.status === 400 ? new RequestRefusal('invalidJson', error.message) : error;
  }
}

/** Reads fields of a request: what is missing stays, null clears. @throws {Refusal} 400 */
export function readRequest(body: Readonly<Record<string, unknown>>, old: TravelRequest): RequestChange {
  const given = readFields(requestBody, body);
  const keep = <T>(value: T | null | undefined, before: T | undefined): T | undefined =>
    value === undefined ? before : (value ?? undefined);
  const changed = {
    name: given.name ?? old.name,
    purpose: keep(given.businessPurpose, old.purpose) ?? '',
    startDate: day('startDate', keep(given.startDate, old.startDate)),
    startTime: timeOfDay('startTime', keep(given.startTime, old.startTime)),
    endDate: day('endDate', keep(given.endDate, old.endDate)),
    endTime: timeOfDay('endTime', keep(given.endTime, old.endTime)),
    destination: given.mainDestination
      ? readPlace(given.mainDestination)
      : keep(given.mainDestination, old.destination),
    policyId: given.policy?.id ? policyId(given.policy.id) : old.policyId,
    agencyId: given.travelAgency?.id
      ? agencyId(given.travelAgency.id)
      : given.travelAgency === null
        ? undefined
        : old.agencyId,
    custom: readCustom(body, old.custom, 20),
  };
  const { startDate, endDate } = changed;
  if (startDate && endDate && endDate < startDate)
    throw new RequestRefusal('badParam', 'endDate lies before startDate.');
  return {
    id: given.id ?? undefined,
    changes: given.parentRequestId ? { ...changed, parentId: given.parentRequestId.toUpperCase() } : changed,
    comment: given.comment || undefined,
  };
}

/** Reads `custom1` to `custom<count>`; null and empty values clear. @throws {Refusal} 400 */
export function readCustom(
  body: Readonly<Record<string, unknown>>,
  old: TravelRequest['custom'],
  count: number,
): TravelRequest['custom'] {
  const names = Array.from({ length: count }, (_, at) => `custom${at + 1}`);
  const fields = readFields(z.object(Object.fromEntries(names.map((name) => [name, customField]))), body);
  const custom = { ...old };
  for (const name of names) {
    const field = fields[name];
    if (field === undefined) continue;
    if (field?.value) custom[name] = field.value;
    else delete custom[name];
  }
  return custom;
}

/**
 * Resolves a place: airports by code, cities by name and country. Those where the company has an office are known in
 * full, others stand as they were sent.
 * @throws {RequestRefusal} `invalidLocation`
 */
export function readPlace(given: z.output<typeof placeFields>): RequestPlace {
  const iataCode = given.iataCode?.toUpperCase();
  const countryCode = given.countryCode?.toUpperCase();
  const city = given.city || given.name || undefined;
  if (!iataCode && !(countryCode && city) && !given.locationCode)
    throw new RequestRefusal('invalidLocation', 'A place needs iataCode, or countryCode and city.');
  if (iataCode && !/^[A-Z]{3}$/.test(iataCode))
    throw new RequestRefusal('invalidLocation', `iataCode is "${iataCode}", which is no airport.`);
  if (countryCode && !countryName(countryCode))
    throw new RequestRefusal('invalidLocation', `countryCode is "${countryCode}", which is no country.`);
  const known = iataCode
    ? places.get(iataCode)
    : [...places.values()].find((place) => place.country === countryCode && place.city === city);
  if (known) {
    return {
      ...(iataCode ? { iataCode } : {}),
      city: known.city,
      countryCode: known.country,
      ...(known.subdivision ? { countrySubDivisionCode: known.subdivision } : {}),
      name: known.city,
    };
  }
  const rest = { iataCode, city, countryCode, countrySubDivisionCode: given.countrySubDivisionCode || undefined };
  return { ...rest, name: city ?? iataCode, locationCode: given.locationCode || undefined };
}

/** A day as yyyy-MM-dd. @throws {RequestRefusal} `invalidDate` */
export function day(name: string, given: string | undefined): string | undefined {
  if (!given) return undefined;
  const moment = parseDateTime(given);
  if (!moment) throw new RequestRefusal('invalidDate', `${name} is "${given}", but has to look like 2030-01-31.`);
  return moment.toISOString().slice(0, 10);
}

/** A time as HH:mm. @throws {RequestRefusal} `invalidDate` */
export function timeOfDay(name: string, given: string | undefined): string | undefined {
  if (!given) return undefined;
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(given)) return given;
  throw new RequestRefusal('invalidDate', `${name} is "${given}", but has to look like 09:30.`);
}

function policyId(id: string): string {
  const policy = findRequestPolicy(id);
  if (!policy) throw new RequestRefusal('invalidPolicy', `No policy has the id ${id}.`);
  return policy.id;
}

function agencyId(id: string): string {
  if (id.toUpperCase() !== travelAgency.id) throw new RequestRefusal('badParam', `No travel agency has the id ${id}.`);
  return travelAgency.id;
}
