import type { ImageFile } from '../imageKinds.js';

/** Where a receipt stands in Expense: not on a report, on a report, or deleted by its owner. */
export const RECEIPT_STATES = ['consumable', 'consumed', 'discarded'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** The data of an e-receipt, and the schema that they were checked against. */
export interface ReceiptData {
  /** e.g. `general-receipt.schema.json` */
  readonly schema: string;
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** A receipt that came in through Receipts v4. */
export interface PostedReceipt {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** UUID of the owner. */
  readonly userId: string;
  /** Id of the principal that posted it. */
  readonly sender: string;
  readonly receivedAt: Date;
  readonly state: ReceiptState;
  /** Undefined until the state changes for the first time. */
  readonly stateModifiedAt: Date | undefined;
  /** Undefined for an image without data. */
  readonly data: ReceiptData | undefined;
  /** Undefined for data without an image, which the sandbox draws. */
  readonly image: ImageFile | undefined;
  /** The sender's own id, at most 40 characters. */
  readonly forwardId: string | undefined;
  /** How a paper receipt was photographed. */
  readonly capture: { readonly captureMethod: string; readonly hashCode: string } | undefined;
}

/** How far the processing is. */
export type ReceiptStatus = 'ACCEPTED' | 'PROCESSING' | 'PROCESSED' | 'FAILED';

/** Receipts that came in through Receipts v4, in memory. */
export class PostedReceipts {
  readonly #receipts = new Map<string, PostedReceipt>();

  get all(): readonly PostedReceipt[] {
    return [...this.#receipts.values()];
  }

  find(id: string): PostedReceipt | undefined {
    return this.#receipts.get(id);
  }

  findForwarded(sender: string, forwardId: string): PostedReceipt | undefined {
    return this.all.find((receipt) => receipt.sender === sender && receipt.forwardId === forwardId);
  }

  save(receipt: PostedReceipt): void {
    this.#receipts.set(receipt.id, receipt);
  }

  /** Forgets all, before others are loaded. */
  clear(): void {
    this.#receipts.clear();
  }
}
