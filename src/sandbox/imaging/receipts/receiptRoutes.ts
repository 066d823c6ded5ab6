import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerErrorsWith } from '../ownErrors.js';
import type { PostedReceipts } from './postedReceipt.js';
import { registerReceiptLists } from './receiptLists.js';
import { registerReceiptReads } from './receiptReads.js';
import { answerReceiptRefusal } from './receiptRefusal.js';
import { type ReceiptSchemas, readReceiptSchemas } from './receiptSchemas.js';
import { registerReceiptStatuses } from './receiptStatuses.js';
import { ReceiptViews } from './receiptView.js';
import { registerReceiptWrites } from './receiptWrites.js';
import { registerServiceIndex } from './serviceIndex.js';

/** Receipts v4 (/api-reference/receipts/endpoints.html). */
export function registerReceipts(app: SandboxApp, context: SandboxContext, book: PostedReceipts): void {
  let reading: Promise<ReceiptSchemas> | undefined;
  const schemas = (): Promise<ReceiptSchemas> => (reading ??= readReceiptSchemas(context.catalog));
  const views = new ReceiptViews(context);
  app.use('/receipts/*', answerErrorsWith(answerReceiptRefusal));
  registerServiceIndex(app, context, schemas);
  registerReceiptStatuses(app, context, book, views);
  registerReceiptWrites(app, context, book, views, schemas);
  registerReceiptLists(app, context, book, views);
  registerReceiptReads(app, context, book, views);
}
