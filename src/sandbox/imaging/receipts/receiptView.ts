import type { SandboxContext } from '../../context.js';
import { ENTITY_CODE } from '../entityCode.js';
import { type PostedReceipt, RECEIPT_STATES } from './postedReceipt.js';
import { readyAt } from './progress.js';
import { SCHEMA_HOME } from './receiptSchemas.js';

/** Ways of taking a picture that the answer shows; the others are left out there. */
const SHOWN_CAPTURES = ['expenseItCapture', 'mobileCapture'];

type View = Readonly<Record<string, unknown>>;

export class ReceiptViews {
  readonly #base: string;
  readonly #companyId: string;

  constructor({ url, company }: SandboxContext) {
    this.#base = `${url}/receipts/v4`;
    this.#companyId = company.id;
  }

  /** Where a receipt can be read once it is ready. */
  addressOf({ id, data }: PostedReceipt): string {
    return data ? `${this.#base}/${id}` : `${this.#base}/image-only-receipts/${id}`;
  }

  statusAddressOf({ id }: PostedReceipt): string {
    return `${this.#base}/status/${id}`;
  }

  /** A receipt, with or without data. */
  view(receipt: PostedReceipt): View {
    const { id, userId, receivedAt, stateModifiedAt, data, forwardId, capture } = receipt;
    const self = this.addressOf(receipt);
    return {
      modifiedAt: (stateModifiedAt ?? readyAt(receipt)).toISOString(),
      companyId: this.#companyId,
      dateTimeReceived: receivedAt.toISOString(),
      entityId: ENTITY_CODE,
      ...(data && stateModifiedAt ? { stateModifiedAt: stateModifiedAt.toISOString() } : {}),
      ...(data ? { validationSchema: `${SCHEMA_HOME}${data.schema}`, receipt: data.receipt } : {}),
      ...(capture && SHOWN_CAPTURES.includes(capture.captureMethod) ? { digitizationData: capture } : {}),
      image: `${self}/image`,
      userId,
      id,
      digitizationStatus: 'NO_PROCESSING_REQUIRED',
      ...(forwardId === undefined ? {} : { forwardId }),
      self,
      template: self.replace(id, '{receiptId}'),
    };
  }

  /** An e-receipt with the links that change its state. */
  viewWithStates(receipt: PostedReceipt): View {
    const links = RECEIPT_STATES.filter((state) => state !== receipt.state).map((state) => ({
      rel: state,
      method: 'POST',
      href: `${this.#base}/users/${receipt.userId}/${state}`,
    }));
    return { ...this.view(receipt), links };
  }
}
