import * as z from 'zod/mini';
import { findPolicy } from '../../company/policies.js';
import { NO_FIELDS, REPORT_CUSTOM_FIELDS } from '../customFields.js';
import type { Report } from '../report.js';
import { flag, moment, oneOf, readFields, required, text, wrongField } from '../wireFields.js';
import { customDataBody, writeCustomData } from './customData.js';
import { countryName } from './viewReport.js';

const shared = {
  name: text(80),
  businessPurpose: text(500),
  comment: text(2000),
  customData: customDataBody,
};
const headerBody = z.object({
  ...shared,
  policyId: text(64),
  countryCode: text(2),
  countrySubDivisionCode: text(6),
  reportDate: moment,
  startDate: moment,
  endDate: moment,
  isPaperReceiptsReceived: flag,
});
const sourceBody = z.object({ reportSource: oneOf(['EA', 'MOB', 'OTHER', 'SE', 'TR', 'UI']) });
const compactBody = z.object({ ...shared, businessPurpose: text(64), isPaperReceiptsReceived: flag });

/** What a body makes of a header. */
export interface HeaderChange {
  readonly changes: Partial<Report>;
  readonly comment: string | undefined;
}

/** Reads a report to create. @throws {Refusal} 400 when a field is missing or wrong */
export function readNewReport(body: unknown): HeaderChange {
  const given = readFields(headerBody, body);
  required('name', given.name);
  required('policyId', given.policyId);
  return changeOf(given, undefined);
}

/** Reads changes of a report that is with its owner. @throws {Refusal} 400 when a field is missing or wrong */
export function readReportChange(body: unknown, old: Report): HeaderChange {
  required('reportSource', readFields(sourceBody, body).reportSource);
  return changeOf(readFields(headerBody, body), old);
}

/** Reads the few changes that a submitted report takes. @throws {Refusal} 400 when a field is wrong */
export function readCompactChange(body: unknown, old: Report): HeaderChange {
  return changeOf(readFields(compactBody, body), old);
}

function changeOf(given: Partial<z.output<typeof headerBody>>, old: Report | undefined): HeaderChange {
  if (given.name !== undefined) required('name', given.name);
  const country = given.countryCode?.toUpperCase();
  if (country && !countryName(country)) throw wrongField('countryCode', `is "${country}", which is no country`);
  const startDate = given.startDate === undefined ? old?.startDate : (given.startDate ?? undefined);
  const endDate = given.endDate === undefined ? old?.endDate : (given.endDate ?? undefined);
  if (startDate && endDate && endDate < startDate) throw wrongField('endDate', 'lies before startDate');
  const { name, reportDate, isPaperReceiptsReceived, countrySubDivisionCode: subdivision } = given;
  return {
    changes: {
      ...(name ? { name } : {}),
      ...(given.businessPurpose === undefined ? {} : { purpose: given.businessPurpose ?? '' }),
      ...(given.policyId ? { policy: readPolicy(given.policyId) } : {}),
      ...(country ? { country } : {}),
      ...(subdivision === undefined ? {} : { countrySubdivision: subdivision || undefined }),
      ...(reportDate ? { userDefinedDate: reportDate } : {}),
      ...(typeof isPaperReceiptsReceived === 'boolean' ? { receiptsReceived: isPaperReceiptsReceived } : {}),
      startDate,
      endDate,
      fields: writeCustomData(old?.fields ?? NO_FIELDS, given.customData, REPORT_CUSTOM_FIELDS),
    },
    comment: given.comment || undefined,
  };
}

function readPolicy(id: string) {
  const policy = findPolicy(id);
  if (!policy) throw wrongField('policyId', `is "${id}", which the company does not have`);
  return policy;
}
