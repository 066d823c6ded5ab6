import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { type Attendee, SYSTEM_OWNER } from './attendeeBook.js';
import { CUSTOM_FIELDS, camelCase } from './attendeeFields.js';
import type { AttendeeTypeBook } from './attendeeTypes.js';
import { countSpending, type Spending } from './spending.js';

export const ATTENDEES_V3 = '/api/v3.0/expense/attendees';
export const ATTENDEES_V4 = '/v4/attendees';

/** Shows attendees in the shape of each version; made anew for every call, because it has counted what was spent. */
export class AttendeeViews {
  readonly #context: SandboxContext;
  readonly #types: AttendeeTypeBook;
  readonly #spendingOn: (attendee: Attendee) => Spending;

  constructor(context: SandboxContext, types: AttendeeTypeBook) {
    this.#context = context;
    this.#types = types;
    this.#spendingOn = countSpending(context.books.reports, context.now());
  }

  /** /api-reference/expense/attendees/v2.attendees.html: empty fields are empty, sums have eight decimals. */
  v2(attendee: Attendee, empty: '' | null): WireRecord {
    const spending = this.#spendingOn(attendee);
    const owner = this.#ownerOf(attendee);
    const custom = (name: string): WireValue => {
      const value = attendee.fields[name];
      return value === undefined ? empty : { Type: 'Text', Value: value };
    };
    return {
      AttendeeType: this.#types.find(attendee.typeCode)?.name ?? attendee.typeCode,
      FirstName: attendee.firstName || empty,
      LastName: attendee.lastName,
      Company: attendee.company ?? empty,
      Title: attendee.title ?? empty,
      ExternalID: attendee.externalId ?? empty,
      ...Object.fromEntries(CUSTOM_FIELDS.slice(0, 20).map((name) => [name, custom(name)])),
      HasExceptionsPrevYear: spending.isOverLimitLastYear ? 'Y' : 'N',
      HasExceptionsYTD: spending.isOverLimitThisYear ? 'Y' : 'N',
      IsDeleted: attendee.isDeleted ? 'Y' : 'N',
      OwnerEmpName: ownerName(owner),
      TotalAmountPrevYear: spending.lastYear.toFixed(8),
      TotalAmountYTD: spending.thisYear.toFixed(8),
      VersionNumber: String(attendee.versionNumber),
      AttendeeID: attendee.id,
      AttendeeTypeCode: attendee.typeCode,
      AttendeeOwnerID: owner?.login ?? attendee.ownerLogin,
      CurrencyCode: attendee.currency,
    };
  }

  /** /api-reference/expense/attendees/v3.attendees.html */
  v3(attendee: Attendee): WireRecord {
    const spending = this.#spendingOn(attendee);
    const owner = this.#ownerOf(attendee);
    return {
      AttendeeTypeCode: attendee.typeCode,
      AttendeeTypeID: this.#types.find(attendee.typeCode)?.id ?? '',
      FirstName: attendee.firstName || null,
      LastName: attendee.lastName,
      MiddleInitial: attendee.fields.MiddleInitial ?? null,
      Suffix: attendee.fields.Suffix ?? null,
      Company: attendee.company ?? null,
      Title: attendee.title ?? null,
      ExternalID: attendee.externalId ?? null,
      HasExceptionsPrevYear: spending.isOverLimitLastYear,
      HasExceptionsYTD: spending.isOverLimitThisYear,
      TotalAmountPrevYear: spending.lastYear,
      TotalAmountYTD: spending.thisYear,
      VersionNumber: attendee.versionNumber,
      OwnerName: ownerName(owner),
      OwnerLoginID: owner?.login ?? attendee.ownerLogin,
      CurrencyCode: attendee.currency,
      ...Object.fromEntries(
        CUSTOM_FIELDS.map((name) => {
          const value = attendee.fields[name];
          return [name, value === undefined ? null : { Type: 'Text', Value: value, Code: null, ListItemID: null }];
        }),
      ),
      ID: attendee.id,
      URI: uriV3(this.#context.url, attendee),
    };
  }

  /** /api-reference/common/attendees/v4.attendees.html */
  v4(attendee: Attendee): WireRecord {
    const spending = this.#spendingOn(attendee);
    const owner = this.#ownerOf(attendee);
    return {
      attendeeTypeCode: attendee.typeCode,
      firstName: attendee.firstName || null,
      lastName: attendee.lastName,
      middleInitial: attendee.fields.MiddleInitial ?? null,
      preferredName: null,
      suffix: attendee.fields.Suffix ?? null,
      company: attendee.company ?? null,
      title: attendee.title ?? null,
      externalId: attendee.externalId ?? null,
      hasExceptionsPrevYear: spending.isOverLimitLastYear,
      hasExceptionsYtd: spending.isOverLimitThisYear,
      totalAmountPrevYear: spending.lastYear,
      totalAmountYtd: spending.thisYear,
      versionNumber: attendee.versionNumber,
      ownerName: ownerName(owner),
      ownerUserId: owner?.id ?? SYSTEM_OWNER.uuid,
      currencyCode: attendee.currency,
      ...Object.fromEntries(
        CUSTOM_FIELDS.flatMap((name) => {
          const value = attendee.fields[name];
          return value === undefined ? [] : [[camelCase(name), { type: 'Text', value }] as const];
        }),
      ),
      id: attendee.uuid,
      uri: uriV4(this.#context.url, attendee),
    };
  }

  #ownerOf({ ownerLogin }: Attendee): Person | undefined {
    return this.#context.company.findPerson(ownerLogin);
  }
}

export function uriV3(base: string, { id }: Attendee): string {
  return `${base}${ATTENDEES_V3}/${encodeURIComponent(id)}`;
}

export function uriV4(base: string, { uuid }: Attendee): string {
  return `${base}${ATTENDEES_V4}/${uuid}`;
}

/** Last name first. */
function ownerName(owner: Person | undefined): string {
  return owner ? `${owner.lastName}, ${owner.firstName}` : SYSTEM_OWNER.login;
}
