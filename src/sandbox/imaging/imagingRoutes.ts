import type { SandboxApp, SandboxContext } from '../context.js';
import { ImageFiles } from './imageFiles.js';
import { registerImageV1 } from './imageV1Routes.js';
import { keptImages } from './keptImages.js';
import { registerReceiptImages } from './receiptImageRoutes.js';
import { PostedReceipts } from './receipts/postedReceipt.js';
import { registerReceipts } from './receipts/receiptRoutes.js';
import { seedPostedReceipts } from './receipts/seedPostedReceipts.js';
import { seedReceipts } from './seedReceipts.js';
import { SignedLinks } from './signedLinks.js';
import { SpendDocuments } from './spendDocuments/spendDocument.js';
import { registerSpendDocuments } from './spendDocuments/spendDocumentRoutes.js';

/** Image v1, Receipt Images v3, Receipts v4 and Spend Documents v4. */
export function registerImaging(app: SandboxApp, context: SandboxContext): void {
  const { company, books, now } = context;
  const random = context.random.fork('imaging');
  const receipts = new PostedReceipts();
  seedReceipts(books.images, company, random, now());
  seedPostedReceipts(receipts, company, random, now());
  const files = new ImageFiles(books);
  const links = new SignedLinks(context);
  const documents = new SpendDocuments(books, files);
  context.state.keep('imaging', keptImages(books.images, receipts, documents));
  links.register(app, files);
  registerImageV1(app, context, files, links);
  registerReceiptImages(app, context, links);
  registerReceipts(app, context, receipts);
  registerSpendDocuments(app, context, documents);
}
