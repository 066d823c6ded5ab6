import type { Person } from '../../company/people.js';
import type { WireRecord } from '../../protocol/xml.js';

/** An amount of money as v4 writes it. */
export function money(value: number, currencyCode: string): WireRecord {
  return { value, currencyCode };
}

/** A day, `YYYY-MM-DD`. */
export function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Somebody, by number and UUID; both null for a system. */
export function employee(person: Person | undefined): WireRecord {
  return { employeeId: person?.employeeNumber || null, employeeUuid: person?.id ?? null };
}

/** A related call. */
export function link(rel: string, href: string): WireRecord {
  return { rel, href, method: 'GET', isTemplated: false };
}
