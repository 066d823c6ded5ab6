import * as z from 'zod/mini';
import { NO_FIELDS, REPORT_CUSTOM_FIELDS, writeCustomFields } from './customFields.js';
import type { Report } from './report.js';
import { moment, readFields, required, text } from './wireFields.js';

const reportBody = z.object({
  Name: text(80),
  Purpose: text(500),
  Comment: text(500),
  UserDefinedDate: moment,
});

/** What a body of v1.1 or v3 says of a header. */
export interface HeaderFields {
  readonly changes: Partial<Pick<Report, 'name' | 'purpose' | 'userDefinedDate' | 'fields'>>;
  readonly comment: string | undefined;
}

/**
 * Reads a header as v1.1 and v3 write it; `old` are the fields that it is written over, and without a report the name
 * has to be there.
 * @throws {Refusal} 400 when a field is wrong
 */
export function readHeader(body: Readonly<Record<string, unknown>>, old: Report | undefined): HeaderFields {
  const given = readFields(reportBody, body);
  const name = old && given.Name === undefined ? undefined : required('Name', given.Name);
  return {
    changes: {
      ...(name === undefined ? {} : { name }),
      ...(typeof given.Purpose === 'string' ? { purpose: given.Purpose } : {}),
      ...(given.UserDefinedDate ? { userDefinedDate: given.UserDefinedDate } : {}),
      fields: writeCustomFields(old?.fields ?? NO_FIELDS, body, REPORT_CUSTOM_FIELDS),
    },
    comment: given.Comment || undefined,
  };
}
