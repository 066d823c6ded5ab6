import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { isAdministrator } from '../../identity/caller.js';
import { answerJson } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { bundle } from '../bundle.js';
import { answerFile } from '../fileAnswer.js';
import { answerErrorsWith } from '../ownErrors.js';
import type { SpendDocument, SpendDocuments } from './spendDocument.js';
import { readUpload } from './spendDocumentUpload.js';

const LIST = '/spend-documents/v4/receipts';
const COMPLIANCE_SCOPE = 'spenddocs.receipts.compliance.read';
const PROCESSED_AFTER_MS = 2000;

/** Spend Documents v4 (/api-reference/spend-documents/v4.spend-documents.html). */
export function registerSpendDocuments(app: SandboxApp, context: SandboxContext, documents: SpendDocuments): void {
  const reads = context.allow('spenddocs.receipts.read');
  const readsFiles = context.allow('spenddocs.receipts.read', COMPLIANCE_SCOPE);
  app.use(
    '/spend-documents/*',
    answerErrorsWith((call, { status, message }) =>
      answerJson(call, { timestamp: context.now().toISOString(), status: String(status), message }, status),
    ),
  );

  const findIn = (call: SandboxCall, document: SpendDocument | undefined): SpendDocument => {
    if (!document) throw new Refusal(404, 'There is no such receipt.');
    const caller = call.get('caller');
    if (caller.principal.id === document.userId || isAdministrator(caller)) return document;
    throw new Refusal(403, 'The receipt belongs to somebody else.');
  };
  const findById = (call: SandboxCall): SpendDocument =>
    findIn(call, documents.find('id', call.req.param('receiptId') ?? ''));
  const findByImage = (call: SandboxCall): SpendDocument => {
    const query = new Query(new URL(call.req.url).searchParams);
    const [imageId, companyId] = [query.text('imageId'), query.text('companyId')];
    if (imageId === undefined) throw new Refusal(400, 'imageId is missing.');
    if (companyId === undefined) throw new Refusal(400, 'companyId is missing.');
    return findIn(
      call,
      companyId.toLowerCase() === context.company.id ? documents.find('imageId', imageId) : undefined,
    );
  };

  const answerCopy = (call: SandboxCall, document: SpendDocument): Response => {
    const type = call.req.query('type') ?? 'display';
    const { scopes } = call.get('caller');
    if (type !== 'display' && type !== 'compliance') throw new Refusal(400, 'type has to be display or compliance.');
    const needed = type === 'display' ? 'spenddocs.receipts.read' : COMPLIANCE_SCOPE;
    if (!scopes.includes(needed)) throw new Refusal(403, `The access token lacks the scope ${needed}.`);
    const file = documents.fileOf(document);
    if (!file || (type === 'compliance' && !document.hasComplianceCopy)) {
      throw new Refusal(404, `The receipt has no ${type} copy.`);
    }
    return answerFile(call, type === 'compliance' && file.mediaType !== 'application/pdf' ? bundle([file]) : file);
  };

  app.post(LIST, context.allow('spenddocs.receipts.write', 'spenddocs.receipts.writeonly'), async (call) => {
    const { owner, file, metadata } = await readUpload(call, context.company);
    const [id, imageId] = [context.newUuid(), context.newUuid().replaceAll('-', '').toUpperCase()];
    const createdAt = context.now();
    context.books.images.save({ id: imageId, login: owner.login, of: { kind: 'receipt' }, ...file, createdAt });
    const shared = { userId: owner.id, receivedAt: createdAt, receiptData: {}, hasComplianceCopy: false };
    documents.save({ id, imageId, metadata, ...shared });
    return answerJson(call, { id, imageId, href: `${context.url}${LIST}/${id}` }, 202);
  });

  app.get(LIST, reads, (call) => answerJson(call, view(findByImage(call), documents, context)));
  app.get(`${LIST}/representations`, readsFiles, (call) => answerCopy(call, findByImage(call)));
  app.get(`${LIST}/:receiptId`, reads, (call) => answerJson(call, view(findById(call), documents, context)));
  app.get(`${LIST}/:receiptId/representations`, readsFiles, (call) => answerCopy(call, findById(call)));
}

function view(document: SpendDocument, documents: SpendDocuments, { url, company, now }: SandboxContext): unknown {
  const { id, imageId, userId, receivedAt, metadata, receiptData, hasComplianceCopy } = document;
  const isProcessed = now().getTime() - receivedAt.getTime() >= PROCESSED_AFTER_MS;
  const file = isProcessed ? documents.fileOf(document) : undefined;
  const copies = file && [
    { representation: 'display', type: file.mediaType, name: `${imageId}.${file.mediaType.replace(/^.*\//, '')}` },
    ...(hasComplianceCopy ? [{ representation: 'compliance', type: 'application/pdf', name: `${id}.pdf` }] : []),
  ];
  return {
    metadata: {
      userId,
      imageId,
      id,
      companyId: company.id,
      dateTimeReceived: receivedAt.toISOString(),
      ...metadata,
      status: isProcessed ? 'processed' : 'processing',
      ...(hasComplianceCopy ? { compliance: { status: 'processed' } } : {}),
    },
    receiptData,
    documents: (copies ?? []).map((copy) => ({
      ...copy,
      renderable: true,
      href: `${url}${LIST}/${id}/representations?type=${copy.representation}`,
    })),
  };
}
