import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { type PostedReceipt, type PostedReceipts, RECEIPT_STATES } from './postedReceipt.js';
import { type ReceiptSchemas, readDescribedBy, SCHEMA_HOME } from './receiptSchemas.js';
import { readImageUpload, readReceiptUpload } from './receiptUploads.js';
import { userOf } from './receiptUsers.js';
import type { ReceiptViews } from './receiptView.js';
import { findMisfits } from './schemaFit.js';

const USER = '/receipts/v4/users/:userId';

/** Posting of receipts, with and without data, and the change of their state. */
export function registerReceiptWrites(
  app: SandboxApp,
  context: SandboxContext,
  book: PostedReceipts,
  views: ReceiptViews,
  schemas: () => Promise<ReceiptSchemas>,
): void {
  const allowed = context.allow('receipts.write', 'receipts.writeonly');
  const newReceipt = (userId: string, sender: string): PostedReceipt => ({
    id: context.newUuid().replaceAll('-', ''),
    userId,
    sender,
    receivedAt: context.now(),
    state: 'consumable',
    stateModifiedAt: undefined,
    data: undefined,
    image: undefined,
    forwardId: undefined,
    capture: undefined,
  });

  app.post(USER, allowed, async (call) => {
    const user = userOf(call, context);
    const schemaName = readDescribedBy(call.req.header('link'));
    const schema = schemaName === undefined ? undefined : (await schemas()).receipts.get(schemaName);
    if (schemaName === undefined || schema === undefined) {
      throw new Refusal(400, 'The Link header has to describe the receipt by one of the schemas at /receipts/schemas.');
    }
    const { receipt, image } = await readReceiptUpload(call);
    const validationErrors = findMisfits(receipt, schema);
    if (validationErrors) return answerJson(call, { validationErrors }, 400);
    const posted = {
      ...newReceipt(user.id, call.get('caller').principal.id),
      data: { schema: schemaName, receipt },
      image,
    };
    book.save(posted);
    const describedBy = `<${SCHEMA_HOME}${schemaName}>; rel="describedBy"`;
    call.header('Location', views.addressOf(posted));
    call.header('Link', `${describedBy}, <${views.statusAddressOf(posted)}>; rel="processing-status"`);
    return call.body(null, 201);
  });

  app.post(`${USER}/image-only-receipts`, allowed, async (call) => {
    const user = userOf(call, context);
    const { image, forwardId, capture } = await readImageUpload(call);
    const { id: sender } = call.get('caller').principal;
    if (forwardId !== undefined && book.findForwarded(sender, forwardId)) return call.body(null, 304);
    const posted = { ...newReceipt(user.id, sender), image, forwardId, capture };
    book.save(posted);
    const { images } = context.books;
    const shared = { login: user.login, of: { kind: 'receipt' }, createdAt: context.now() } as const;
    images.save({ id: images.newId(context.random), ...shared, ...image });
    call.header('Location', views.addressOf(posted));
    call.header('Link', `<${views.statusAddressOf(posted)}>; rel="processing-status"`);
    return call.body(null, 202);
  });

  app.post(`${USER}/:state`, allowed, async (call) => {
    const user = userOf(call, context);
    const state = RECEIPT_STATES.find((candidate) => candidate === call.req.param('state'));
    if (!state) throw new Refusal(400, `A receipt can be ${RECEIPT_STATES.join(', ')}.`);
    const { id } = await readJsonBody(call);
    const receipt = typeof id === 'string' ? book.find(id) : undefined;
    if (receipt?.userId !== user.id || !receipt.data) throw new Refusal(400, 'id names no e-receipt of this user.');
    book.save({ ...receipt, state, stateModifiedAt: context.now() });
    return call.body(null, 201);
  });
}
