import type { Person } from '../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { isAdministrator } from '../identity/caller.js';
import type { ImageFile } from '../imaging/imageKinds.js';
import { isMultipart, readParts } from '../imaging/multipart.js';
import { readJsonPart } from '../imaging/receipts/receiptUploads.js';
import { checkFile, type FileRules } from '../imaging/uploads.js';
import { answerJson } from '../protocol/answers.js';
import { mediaTypeOf, readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { CallRate } from './callRate.js';
import type { QuickExpenseBook } from './quickExpense.js';
import { readQuickExpense } from './quickExpenseV4Body.js';

const LIST = '/quickexpense/v4/users/:userID/context/:contextType/quickexpenses';

/** Files that Quick Expenses v4 takes (/api-reference/expense/quick-expense/v4.quick-expense.html). */
const RULES: FileRules = {
  types: ['image/png', 'application/pdf', 'image/tiff', 'image/jpeg'],
  maxBytes: 50 * 1024 * 1024,
};

/** Quick Expenses v4, which only creates. */
export function registerQuickExpensesV4(app: SandboxApp, context: SandboxContext, book: QuickExpenseBook): void {
  const rate = new CallRate(context.now);
  const allowed = context.allow('quickexpense.writeonly');

  /** Who gets the quick expense of a call, which is counted. */
  const ownerOf = (call: SandboxCall): Person => {
    const id = call.req.param('userID')?.toLowerCase() ?? '';
    const caller = call.get('caller');
    if (caller.principal.id !== id && !isAdministrator(caller)) {
      throw new Refusal(403, 'The token is good for quick expenses of its own user only.');
    }
    const owner = context.company.people.find((person) => person.id === id && !person.isDeleted);
    if (!owner) throw new Refusal(400, `Nobody has the id ${id}.`);
    if (call.req.param('contextType') !== 'TRAVELER') throw new Refusal(400, 'The context has to be TRAVELER.');
    rate.count(owner.id);
    return owner;
  };

  const create = (call: SandboxCall, owner: Person, body: unknown, image?: ImageFile): Response => {
    const read = readQuickExpense(body);
    const imageId = image && keepImage(owner, image);
    const key = context.newUuid().replaceAll('-', '').toUpperCase();
    book.save({ ...read, id: book.newId(context.random), key, login: owner.login, imageId });
    const list = call.req.path.replace(/\/image$/, '');
    return answerJson(call, { quickExpenseIdUri: `${context.url}${list}/${key}` }, 201);
  };
  const keepImage = ({ login }: Person, image: ImageFile): string => {
    const { images } = context.books;
    const id = images.newId(context.random);
    images.save({ id, login, of: { kind: 'receipt' }, ...image, createdAt: context.now() });
    return id;
  };

  app.post(LIST, allowed, async (call) => {
    const owner = ownerOf(call);
    if (!/^application\/(.+\+)?json$/.test(mediaTypeOf(call)))
      throw new Refusal(400, 'Send the quick expense as JSON.');
    return create(call, owner, await readJsonBody(call));
  });

  app.post(`${LIST}/image`, allowed, async (call) => {
    const owner = ownerOf(call);
    if (!isMultipart(call)) throw new Refusal(400, 'Send a form with the parts quickExpenseRequest and fileContent.');
    const parts = await readParts(call);
    const file = parts.find(({ name }) => name === 'fileContent');
    if (!file) throw new Refusal(400, 'The form has no part fileContent.');
    return create(call, owner, readJsonPart(parts, 'quickExpenseRequest'), checkFile(file, RULES, 400));
  });
}
