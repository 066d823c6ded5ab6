import * as z from 'zod/mini';
import type { Company } from '../company/company.js';
import { findExpenseType } from '../company/expenseTypes.js';
import { findPaymentType } from '../company/paymentTypes.js';
import { placeWithId } from '../company/places.js';
import { findPolicy } from '../company/policies.js';
import type { FiledReport } from './reportBook.js';
import { findApprovalStatus, findPaymentStatus } from './statuses.js';

/** JSON of reports: people by UUID, types, policies and places by their ids, nothing as null. */
export function saveReports(reports: Iterable<FiledReport>): unknown {
  const plain = [...reports].map(({ report, entries }) => ({
    report: {
      ...report,
      owner: report.owner.id,
      policy: report.policy.id,
      approver: report.approver?.id,
      submitter: report.submitter?.id,
      remarks: report.remarks.map((remark) => ({
        ...remark,
        author: remark.author?.id,
        writtenFor: remark.writtenFor.id,
      })),
    },
    entries: entries.map(({ place, type, paymentType, ...entry }) => ({
      ...entry,
      place: place?.locationId,
      type: type.code,
      paymentType: paymentType.id,
      itemizations: entry.itemizations.map((part) => ({ ...part, type: part.type.code })),
    })),
  }));
  return JSON.parse(
    JSON.stringify(plain, (_, value: unknown) => (value instanceof Map ? [...value] : (value ?? null))),
  );
}

/** Reads what {@link saveReports} wrote. @throws {Error} when it is something else, or names nobody's ids */
export function loadReports(value: unknown, company: Company): readonly FiledReport[] {
  return savedSchema(company).parse(value);
}

/** Reads an id as what it stands for. */
function by<T>(what: string, find: (id: string) => T | undefined) {
  return z.pipe(
    z.string(),
    z.transform((id: string): T => {
      const found = find(id);
      if (found === undefined) throw new Error(`No ${what} is "${id}".`);
      return found;
    }),
  );
}

/** Null stands for undefined. */
function orNothing<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    z.nullable(schema),
    z.transform((value): z.output<T> | undefined => value ?? undefined),
  );
}

function savedSchema(company: Company) {
  const moment = z.pipe(
    z.iso.datetime(),
    z.transform((text) => new Date(text)),
  );
  const person = by('person', (id) => company.findPerson(id));
  const text = z.string();
  const field = z.object({
    Type: z.enum(['Text', 'List']),
    Value: text,
    Code: z.nullable(text),
    ListItemID: z.nullable(text),
  });
  const fields = z.pipe(
    z.array(z.tuple([text, field])),
    z.transform((entries) => new Map(entries)),
  );
  const allocation = z.object({
    id: text,
    uuid: text,
    percentage: z.number(),
    isPercentEdited: z.boolean(),
    isSystem: z.boolean(),
    accountCode: text,
    fields,
  });
  const tax = z.object({
    authorityId: text,
    authorityName: text,
    label: text,
    code: text,
    amount: z.number(),
    reclaimCode: text,
    reclaimAmount: z.number(),
    fields,
  });
  const attendee = z.object({
    id: text,
    typeCode: text,
    amount: z.optional(orNothing(z.number())),
    count: z.optional(orNothing(z.number())),
    isAmountEdited: z.optional(orNothing(z.boolean())),
    isTraveling: z.optional(orNothing(z.boolean())),
    versionNumber: z.optional(orNothing(z.number())),
    fields: z.optional(orNothing(z.record(text, text))),
  });
  const journey = z.object({
    startLocation: text,
    endLocation: text,
    unit: z.enum(['M', 'K']),
    businessDistance: orNothing(z.number()),
    personalDistance: orNothing(z.number()),
    odometerStart: orNothing(z.number()),
    odometerEnd: orNothing(z.number()),
    passengers: orNothing(z.number()),
    vehicleId: orNothing(text),
  });
  const expense = {
    id: text,
    expenseId: text,
    type: by('expense type', findExpenseType),
    transactionDate: moment,
    amount: z.number(),
    description: orNothing(text),
    isPersonal: z.boolean(),
    isBillable: z.boolean(),
    modifiedAt: moment,
    fields,
    allocations: z.array(allocation),
  };
  const entry = z.object({
    ...expense,
    reportId: text,
    paymentType: by('payment type', findPaymentType),
    currency: text,
    exchangeRate: z.number(),
    vendor: orNothing(text),
    place: orNothing(by('place', placeWithId)),
    hasImage: z.boolean(),
    hasVat: z.boolean(),
    taxes: z.array(tax),
    attendees: z.array(attendee),
    noShowCount: z.number(),
    taxReceiptType: z.enum(['T', 'R', 'N']),
    journey: orNothing(journey),
    companyCardTransactionId: orNothing(text),
    isRejected: z.boolean(),
    isReceiptReceived: z.boolean(),
    itemizations: z.array(z.object(expense)),
  });
  const remark = z.object({
    text,
    author: orNothing(person),
    writtenFor: person,
    at: moment,
    expenseId: orNothing(text),
    stepId: orNothing(text),
  });
  const mark = z.object({
    code: text,
    visibility: z.enum(['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR']),
    expenseId: orNothing(text),
    allocationId: orNothing(text),
  });
  const report = z.object({
    id: text,
    number: text,
    owner: person,
    policy: by('policy', findPolicy),
    name: text,
    purpose: text,
    currency: text,
    country: text,
    countrySubdivision: orNothing(text),
    createdAt: moment,
    submittedAt: orNothing(moment),
    processingPaymentAt: orNothing(moment),
    paidAt: orNothing(moment),
    modifiedAt: moment,
    userDefinedDate: moment,
    startDate: orNothing(moment),
    endDate: orNothing(moment),
    approvalStatus: by('approval status', findApprovalStatus),
    paymentStatus: by('payment status', findPaymentStatus),
    approver: orNothing(person),
    submitter: orNothing(person),
    stepId: orNothing(text),
    receiptsReceived: z.boolean(),
    everSentBack: z.boolean(),
    version: z.number(),
    batchId: orNothing(text),
    fields,
    remarks: z.array(remark),
    exceptions: z.array(mark),
    cashAdvanceIds: z.array(text),
    requestIds: z.array(text),
  });
  return z.array(z.object({ report, entries: z.array(entry) }));
}
