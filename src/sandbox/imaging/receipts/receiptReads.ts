import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';
import { answerFile } from '../fileAnswer.js';
import { drawsAsPdf, imageOf } from './drawnReceipt.js';
import type { PostedReceipt, PostedReceipts } from './postedReceipt.js';
import { isReady } from './progress.js';
import { requireOwn } from './receiptUsers.js';
import type { ReceiptViews } from './receiptView.js';

const BASE = '/receipts/v4';

/** Single receipts, their images, and the digital copies that no receipt of the sandbox has. */
export function registerReceiptReads(
  app: SandboxApp,
  context: SandboxContext,
  book: PostedReceipts,
  views: ReceiptViews,
): void {
  const allowed = context.allow('receipts.read', 'receipts.write');

  const find = (call: SandboxCall, hasData: boolean): PostedReceipt => {
    const receipt = book.find(call.req.param('receiptId') ?? '');
    if (!receipt || (receipt.data !== undefined) !== hasData) throw new Refusal(404, 'No receipt has this id.');
    requireOwn(call, receipt);
    if (!isReady(receipt, context.now())) throw new Refusal(404, 'The receipt is not ready yet.');
    return receipt;
  };

  app.get(`${BASE}/image-only-receipts/:receiptId`, allowed, (call) => answerJson(call, views.view(find(call, false))));
  app.get(`${BASE}/image-only-receipts/:receiptId/image`, allowed, (call) =>
    answerFile(call, drawsAsPdf(imageOf(find(call, false)))),
  );

  // Only paper receipts of some countries are digitized and get records of tax data; the sandbox has none of them.
  const nothing = (): never => {
    throw new Refusal(404, 'The sandbox digitizes no receipts.');
  };
  app.get(`${BASE}/digitizedImages`, allowed, nothing);
  app.get(`${BASE}/sdrExtracts`, allowed, nothing);
  app.get(`${BASE}/:receiptId/digitizedImage`, allowed, nothing);
  app.get(`${BASE}/:receiptId/sdr`, allowed, nothing);
  app.post(`${BASE}/:receiptId/sdr`, context.allow('receipts.write', 'receipts.writeonly'), (call) => {
    requireOwn(call, book.find(call.req.param('receiptId')) ?? nothing());
    throw new Refusal(422, 'The receipt is not digitized, so it can have no record.');
  });

  app.get(`${BASE}/:receiptId`, allowed, (call) => answerJson(call, views.view(find(call, true))));
  app.get(`${BASE}/:receiptId/image`, allowed, (call) => answerFile(call, imageOf(find(call, true))));
  app.get(`${BASE}/:receiptId/states`, allowed, (call) => answerJson(call, views.viewWithStates(find(call, true))));
}
