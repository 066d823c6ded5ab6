import type { WireRecord } from '../../protocol/xml.js';

/** What became of one record of a body that carries several. Pages name WARNING only; codes and words are ours. */
export interface RecordStatus {
  readonly type: 'SUCCESS' | 'WARNING' | 'ERROR';
  readonly message: string;
}

const CODES = { SUCCESS: 0, WARNING: 1, ERROR: 2 } as const;

/** @param recordNumber position of the record in the body, from 1 */
export function viewStatus({ type, message }: RecordStatus, recordNumber: number): WireRecord {
  return { Code: CODES[type], Message: message, RecordNumber: recordNumber, Type: type };
}
