import type { SandboxCall } from '../../context.js';
import { answerObject } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';

/** A purchase order or receipt is refused: the call answers 200 all the same, with FAILURE and a code. */
export class OrderFailure extends Error {
  override readonly name = 'OrderFailure';
  constructor(
    /** Number of the reason; see ErrorCode in the documents of both APIs. */
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    /** The caller's id of the line at fault. */
    readonly lineId: string | null = null,
  ) {
    super(message);
  }
}

/** What the answer says of the order or receipt that the call is about. */
interface Subject {
  readonly number: string | undefined;
  /** Of the line that a receipt is for. */
  readonly lineId?: string | undefined;
}

/**
 * Answers SUCCESS, or why it failed.
 * @param root of the XML
 */
export function answerOutcome(call: SandboxCall, root: string, subject: Subject, action: () => void): Response {
  const failure = catchFailure(action);
  return answerObject(call, root, {
    PurchaseOrderNumber: subject.number ?? null,
    Status: failure ? 'FAILURE' : 'SUCCESS',
    Message: null,
    ErrorCode: failure?.code ?? null,
    ErrorMessage: failure?.message ?? null,
    FieldCode: failure?.field ?? null,
    LineItemExternalID: failure?.lineId ?? subject.lineId ?? null,
  });
}

function catchFailure(action: () => void): OrderFailure | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof OrderFailure) return error;
    // A field is too long or no text.
    if (error instanceof Refusal) return new OrderFailure('9999', error.message);
    throw error;
  }
}
