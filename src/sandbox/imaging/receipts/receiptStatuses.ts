import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { PostedReceipt, PostedReceipts } from './postedReceipt.js';
import { hasStatus, statusOf, viewStatus } from './progress.js';
import { requireOwn } from './receiptUsers.js';
import type { ReceiptViews } from './receiptView.js';

const ids = z.array(z.string()).check(z.minLength(1), z.maxLength(50));
const statusesBody = z.union([z.strictObject({ receiptIds: ids }), z.strictObject({ forwardIds: ids })]);

/** How far posted receipts are, one or many. */
export function registerReceiptStatuses(
  app: SandboxApp,
  context: SandboxContext,
  book: PostedReceipts,
  views: ReceiptViews,
): void {
  const known = (receipt: PostedReceipt | undefined): PostedReceipt | undefined =>
    receipt && hasStatus(receipt, context.now()) ? receipt : undefined;

  app.get('/receipts/v4/status/:receiptId', context.allow('receipts.read', 'receipts.write'), (call) => {
    const receipt = known(book.find(call.req.param('receiptId')));
    if (!receipt) throw new Refusal(404, 'No receipt of the last two weeks has this id.');
    requireOwn(call, receipt);
    return answerJson(call, viewStatus(receipt, context.now()));
  });

  app.post('/receipts/v4/status', context.allow('receipts.write', 'receipts.writeonly'), async (call) => {
    const body = statusesBody.safeParse(await readJsonBody(call));
    if (!body.success) throw new Refusal(400, 'Send receiptIds or forwardIds, 1 to 50 of one of them.');
    const { id: caller } = call.get('caller').principal;
    const found: readonly (readonly [string, PostedReceipt | undefined])[] =
      'receiptIds' in body.data
        ? body.data.receiptIds.map((id) => [id, known(book.find(id))])
        : body.data.forwardIds.map((id) => [id, known(book.findForwarded(caller, id))]);
    return answerJson(
      call,
      found.map(([asked, receipt]) => {
        if (!receipt) return { receiptId: asked, responseCode: 404 };
        if (receipt.userId !== caller && receipt.sender !== caller) return { receiptId: asked, responseCode: 403 };
        return {
          receiptId: receipt.id,
          responseCode: 200,
          receiptStatus: {
            status: statusOf(receipt, context.now()),
            digitizationStatus: 'NO_PROCESSING_REQUIRED',
          },
          receiptEventLogs: views.statusAddressOf(receipt),
        };
      }),
    );
  });
}
