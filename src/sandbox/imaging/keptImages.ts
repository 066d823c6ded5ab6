import * as z from 'zod/mini';
import type { Kept } from '../state.js';
import type { ImageBook } from './imageBook.js';
import { type PostedReceipts, RECEIPT_STATES } from './receipts/postedReceipt.js';
import type { SpendDocuments } from './spendDocuments/spendDocument.js';

const moment = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);
const bytes = z.pipe(
  z.string(),
  z.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
);
const file = {
  mediaType: z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/gif', 'image/tiff']),
  bytes,
};
/** JSON has no undefined: what is not there is left out. */
const words = z.record(z.string(), z.unknown());

const image = z.object({
  id: z.string(),
  login: z.string(),
  of: z.union([
    z.object({ kind: z.literal('receipt') }),
    z.object({ kind: z.enum(['entry', 'report', 'invoice']), id: z.string() }),
  ]),
  ...file,
  createdAt: moment,
});

const receipt = z.object({
  id: z.string(),
  userId: z.string(),
  sender: z.string(),
  receivedAt: moment,
  state: z.enum(RECEIPT_STATES),
  stateModifiedAt: z.optional(moment),
  data: z.optional(z.object({ schema: z.string(), receipt: words })),
  image: z.optional(z.object(file)),
  forwardId: z.optional(z.string()),
  capture: z.optional(z.object({ captureMethod: z.string(), hashCode: z.string() })),
});

const document = z.object({
  id: z.string(),
  imageId: z.string(),
  userId: z.string(),
  receivedAt: moment,
  metadata: z.record(z.string(), z.string()),
  receiptData: words,
  hasComplianceCopy: z.boolean(),
});

const state = z.object({ images: z.array(image), receipts: z.array(receipt), documents: z.array(document) });

/** How images, posted receipts and uploaded documents are kept. */
export function keptImages(images: ImageBook, receipts: PostedReceipts, documents: SpendDocuments): Kept {
  return {
    save: () => ({
      images: images.images.map((stored) => ({ ...stored, bytes: toText(stored.bytes) })),
      receipts: receipts.all.map(({ image: own, ...facts }) => ({
        ...facts,
        ...(own ? { image: { mediaType: own.mediaType, bytes: toText(own.bytes) } } : {}),
      })),
      documents: documents.uploaded,
    }),
    load: (value) => {
      const loaded = state.parse(value);
      images.clear();
      for (const stored of loaded.images) images.save(stored);
      receipts.clear();
      for (const { stateModifiedAt, data, image: own, forwardId, capture, ...facts } of loaded.receipts) {
        receipts.save({ ...facts, stateModifiedAt, data, image: own, forwardId, capture });
      }
      documents.clear();
      for (const stored of loaded.documents) documents.save(stored);
    },
  };
}

function toText(content: Uint8Array): string {
  return Buffer.from(content).toString('base64');
}
