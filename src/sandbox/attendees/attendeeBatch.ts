import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import { type Attendee, SYSTEM_OWNER } from './attendeeBook.js';
import type { AttendeeDesk } from './attendeeDesk.js';
import { type GivenFields, readAttendeeFields } from './attendeeFields.js';

export type AttendeeBatchType = 'create' | 'update';

/** Number of a failure (/api-reference/expense/attendees/v2.attendees.html) and the reason in our words. */
export interface RecordFailure {
  readonly code: number;
  readonly message: string;
}

const MAX_EXTERNAL_ID = 48;
const MAX_TYPE = 8;
const ELEMENTS: Readonly<Record<string, string>> = {
  LastName: 'last-name',
  FirstName: 'first-name',
  Company: 'company',
  Title: 'title',
  CurrencyCode: 'currency-code',
};

/** Stores one record of a batch; answers why it could not, or undefined when it is done. */
export function storeRecord(
  desk: AttendeeDesk,
  type: AttendeeBatchType,
  element: WireValue,
): RecordFailure | undefined {
  if (!isWireRecord(element)) return { code: 1102, message: 'The record holds no elements' };
  const repeated = Object.entries(element).find(([, value]) => Array.isArray(value))?.[0];
  if (repeated !== undefined) return { code: 1219, message: `${repeated} is there more than once` };
  const externalId = textOf(element, 'external-id');
  if (externalId === '') return { code: 1201, message: 'external-id is missing' };
  if (externalId.length > MAX_EXTERNAL_ID) return { code: 1204, message: 'external-id is too long' };
  const inactive = readInactive(textOf(element, 'inactive'));
  if (inactive === undefined) return { code: 1206, message: 'inactive is neither true nor false' };
  const known = desk.book.attendees.find(
    (attendee) => attendee.externalId === externalId && attendee.ownerLogin === SYSTEM_OWNER.login,
  );
  if (type === 'update') {
    if (!known) return { code: 1305, message: 'Nobody has this external-id' };
    if (inactive && textOf(element, 'type') === '') {
      desk.saveVersion({ ...known, isDeleted: true });
      return undefined;
    }
  } else if (known && !known.isDeleted) return { code: 1301, message: 'Somebody has this external-id already' };
  return explain(element) ?? store(desk, element, externalId, inactive, known);
}

function store(
  desk: AttendeeDesk,
  element: WireRecord,
  externalId: string,
  isDeleted: boolean,
  known: Attendee | undefined,
): RecordFailure | undefined {
  const type = desk.types.findUsable(textOf(element, 'type'));
  if (!type) return { code: 1218, message: `${textOf(element, 'type')} is no attendee type` };
  let given: GivenFields;
  try {
    given = readAttendeeFields(element, (name) => ELEMENTS[name] ?? name.toLowerCase());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first] = error.validationErrors;
    const code = first?.source === 'currency-code' ? 1208 : first?.message.startsWith('is longer') ? 1217 : 1216;
    return { code, message: `${first?.source ?? 'A field'} ${first?.message ?? 'is wrong'}` };
  }
  const base = known ?? desk.create(type, SYSTEM_OWNER.login, given);
  const amount = textOf(element, 'total-amount-ytd');
  const stored: Attendee = {
    ...base,
    externalId,
    typeCode: type.code,
    isDeleted,
    openingAmount: amount === '' ? base.openingAmount : Number(amount),
  };
  if (known) desk.change(stored, given);
  else desk.book.save(stored);
  return undefined;
}

/** What is wrong with the elements that a full record needs. */
function explain(element: WireRecord): RecordFailure | undefined {
  const type = textOf(element, 'type');
  if (type === '') return { code: 1202, message: 'type is missing' };
  if (type.length > MAX_TYPE) return { code: 1205, message: 'type is too long' };
  if (type.toUpperCase() === 'NOSHOWS') return { code: 1207, message: 'NOSHOWS is ignored' };
  if (textOf(element, 'last-name') === '') return { code: 1209, message: 'last-name is missing' };
  const amount = textOf(element, 'total-amount-ytd');
  if (amount === '') return undefined;
  if (!/^-?\d{1,12}(\.\d{1,8})?$/.test(amount)) return { code: 1211, message: 'total-amount-ytd is no amount' };
  return textOf(element, 'currency-code') === '' ? { code: 1203, message: 'currency-code is missing' } : undefined;
}

/** False when it says nothing. */
function readInactive(text: string): boolean | undefined {
  if (/^(|false|n|no|0)$/i.test(text)) return false;
  return /^(true|y|yes|1)$/i.test(text) ? true : undefined;
}

function textOf(element: WireRecord, name: string): string {
  const value = element[name];
  return typeof value === 'string' ? value.trim() : '';
}
