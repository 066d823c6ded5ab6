import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';
import { type PostedReceipt, type PostedReceipts, RECEIPT_STATES } from './postedReceipt.js';
import { isReady } from './progress.js';
import { userOf } from './receiptUsers.js';
import type { ReceiptViews } from './receiptView.js';

const PAGE_SIZE = 50;

/** Lists of a person's receipts, newest first, fifty a page; all, or those in one state. */
export function registerReceiptLists(
  app: SandboxApp,
  context: SandboxContext,
  book: PostedReceipts,
  views: ReceiptViews,
): void {
  const allowed = context.allow('receipts.read', 'receipts.write');

  const answerList = (call: SandboxCall, name: 'receipts' | 'imageOnlyReceipts'): Response => {
    const user = userOf(call, context);
    const { state, cursor } = call.req.param();
    if (state !== undefined && !RECEIPT_STATES.some((known) => known === state)) {
      throw new Refusal(404, `Receipts have no state ${state}.`);
    }
    const found = book.all
      .filter((receipt) => receipt.userId === user.id && (receipt.data !== undefined) === (name === 'receipts'))
      .filter((receipt) => state === undefined || receipt.state === state)
      .filter((receipt) => isReady(receipt, context.now()))
      .filter((receipt) => cursor === undefined || cursorOf(receipt) < cursor)
      .sort((a, b) => (cursorOf(a) < cursorOf(b) ? 1 : -1));
    const page = found.slice(0, PAGE_SIZE);
    const last = page.at(-1);
    const list = call.req.path.replace(/\/page\/[^/]*$/, '');
    const next = last && found.length > page.length ? { next: `${context.url}${list}/page/${cursorOf(last)}` } : {};
    return answerJson(call, { [name]: page.map((receipt) => views.view(receipt)), ...next });
  };

  const user = '/receipts/v4/users/:userId';
  for (const list of [`${user}/image-only-receipts`, `${user}/image-only-receipts/:state`]) {
    app.get(`${list}/page/:cursor`, allowed, (call) => answerList(call, 'imageOnlyReceipts'));
    app.get(list, allowed, (call) => answerList(call, 'imageOnlyReceipts'));
  }
  for (const list of [user, `${user}/:state`]) {
    app.get(`${list}/page/:cursor`, allowed, (call) => answerList(call, 'receipts'));
    app.get(list, allowed, (call) => answerList(call, 'receipts'));
  }
}

/** Sorts by arrival; stays good while receipts come and go. */
function cursorOf({ receivedAt, id }: PostedReceipt): string {
  return `${receivedAt.getTime()}_${id}`;
}
