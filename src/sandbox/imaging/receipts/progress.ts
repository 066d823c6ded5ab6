import { isEncrypted } from '../imageKinds.js';
import type { PostedReceipt, ReceiptStatus } from './postedReceipt.js';

const STARTS_AFTER_MS = 500;
const ENDS_AFTER_MS = 2000;
const KEPT_MS = 14 * 86_400_000;

/** A step of the processing; `after` counts milliseconds from the arrival of the receipt. */
interface Step {
  readonly after: number;
  readonly status: ReceiptStatus;
  readonly logLevel: 'INFO' | 'ERROR';
  readonly message: string;
}

/** The steps that a receipt goes through by the clock; one whose image nobody can open fails. */
function stepsOf({ data, image }: PostedReceipt): readonly Step[] {
  const accepted = {
    after: 0,
    status: 'ACCEPTED',
    logLevel: 'INFO',
    message: 'Accepted and waiting its turn.',
  } as const;
  const started = {
    after: STARTS_AFTER_MS,
    status: 'PROCESSING',
    logLevel: 'INFO',
    message: 'Work has begun.',
  } as const;
  const end = { after: ENDS_AFTER_MS, status: 'PROCESSED', logLevel: 'INFO' } as const;
  if (image && isEncrypted(image)) {
    const message = 'The PDF is encrypted, so no image can be made of it.';
    return [accepted, started, { ...end, status: 'FAILED', logLevel: 'ERROR', message }];
  }
  const drawn = { ...end, status: 'PROCESSING', message: 'An image was drawn from the data.' } as const;
  const steps = [accepted, started, ...(data && !image ? [drawn] : [])];
  return [...steps, { ...end, message: 'All is done.' }];
}

function stepsUntil(receipt: PostedReceipt, now: Date): readonly Step[] {
  const age = now.getTime() - receipt.receivedAt.getTime();
  return stepsOf(receipt).filter(({ after }) => after <= age);
}

export function statusOf(receipt: PostedReceipt, now: Date): ReceiptStatus {
  return stepsUntil(receipt, now).at(-1)?.status ?? 'ACCEPTED';
}

/** Whether a receipt can be read: its processing has ended well. */
export function isReady(receipt: PostedReceipt, now: Date): boolean {
  return statusOf(receipt, now) === 'PROCESSED';
}

/** Whether the status of a receipt is still known: two weeks (/api-reference/receipts/endpoints.html). */
export function hasStatus({ receivedAt }: PostedReceipt, now: Date): boolean {
  return now.getTime() - receivedAt.getTime() <= KEPT_MS;
}

/** When the processing of a receipt ends. */
export function readyAt({ receivedAt }: PostedReceipt): Date {
  return new Date(receivedAt.getTime() + ENDS_AFTER_MS);
}

/** Status and log as the API shows them; moments are HTTP dates. */
export function viewStatus(receipt: PostedReceipt, now: Date): Readonly<Record<string, unknown>> {
  const logs = stepsUntil(receipt, now).map(({ after, logLevel, message }) => ({
    logLevel,
    message,
    timestamp: new Date(receipt.receivedAt.getTime() + after).toUTCString(),
  }));
  return { status: statusOf(receipt, now), logs };
}
