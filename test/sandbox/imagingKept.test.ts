import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { createBooks } from '../../src/sandbox/books.js';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { ImageFiles } from '../../src/sandbox/imaging/imageFiles.js';
import { keptImages } from '../../src/sandbox/imaging/keptImages.js';
import { PostedReceipts } from '../../src/sandbox/imaging/receipts/postedReceipt.js';
import { seedPostedReceipts } from '../../src/sandbox/imaging/receipts/seedPostedReceipts.js';
import { seedReceipts } from '../../src/sandbox/imaging/seedReceipts.js';
import { SpendDocuments } from '../../src/sandbox/imaging/spendDocuments/spendDocument.js';
import { keptQuickExpenses } from '../../src/sandbox/quickExpenses/keptQuickExpenses.js';
import { QuickExpenseBook } from '../../src/sandbox/quickExpenses/quickExpense.js';
import { seedQuickExpenses } from '../../src/sandbox/quickExpenses/seedQuickExpenses.js';
import type { Kept } from '../../src/sandbox/state.js';
import { NOON } from './session.js';

interface Part {
  readonly kept: Kept;
  readonly fill: () => void;
}

/** Images, receipts and documents of a company that has none yet. */
function anImaging(): Part {
  const company = new Company();
  const random = new SeededRandom(1);
  const books = createBooks(company, random, NOON);
  const receipts = new PostedReceipts();
  const documents = new SpendDocuments(books, new ImageFiles(books));
  return {
    kept: keptImages(books.images, receipts, documents),
    fill: () => {
      seedReceipts(books.images, company, random, NOON);
      seedPostedReceipts(receipts, company, random, NOON);
      const shared = { receivedAt: NOON, metadata: { origin: 'vendor' }, receiptData: {}, hasComplianceCopy: false };
      documents.save({ id: 'd1', imageId: 'I1', userId: 'u1', ...shared });
    },
  };
}

function quickExpenses(): Part {
  const book = new QuickExpenseBook();
  return {
    kept: keptQuickExpenses(book),
    fill: () => seedQuickExpenses(book, new Company(), new SeededRandom(1), NOON),
  };
}

describe('keeping receipts and quick expenses', () => {
  for (const [what, make] of [
    ['images, posted receipts and documents', anImaging],
    ['quick expenses', quickExpenses],
  ] as const) {
    it(`brings back ${what} from JSON, instead of those there are`, () => {
      const [old, young] = [make(), make()];
      old.fill();
      const saved = JSON.stringify(old.kept.save());
      assert.ok(saved.length > 1000);
      young.fill();
      young.kept.load(JSON.parse(saved));
      const again: unknown = JSON.parse(JSON.stringify(young.kept.save()));
      assert.ok(isDeepStrictEqual(again, JSON.parse(saved)));
      assert.throws(() => young.kept.load({ images: 'none' }));
    });
  }
});
