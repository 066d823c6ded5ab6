import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { findByPath, findParent } from './itemLookup.js';
import { codeText, nameText, readListBody, reference, requireConfigurationAdministrator } from './listBodies.js';
import type { CompanyList, ListBook } from './listBook.js';
import { ListEditor } from './listEditor.js';
import { ListRefusal } from './listRefusal.js';

const BULK = '/list/v4/lists/:listId/bulk';
const MAX_ITEMS = 250;

function someOf<S extends z.ZodMiniType>(part: S) {
  return z.object({
    requests: z
      .array(part, { error: 'has to be a list of items' })
      .check(
        z.minLength(1, `has to hold 1 to ${MAX_ITEMS} items`),
        z.maxLength(MAX_ITEMS, `has to hold 1 to ${MAX_ITEMS} items`),
      ),
  });
}

const creations = someOf(z.object({ shortCode: codeText, value: nameText, parentCode: reference }));
const updates = someOf(
  z.object({
    code: z.string({ error: 'has to be text' }).check(z.minLength(1, 'must not be empty')),
    value: z.nullish(nameText),
    deleted: z.nullish(z.boolean({ error: 'has to be true or false' })),
  }),
);

/** Items of one list in bulk, each for itself and in their order (/api-reference/common/list-item/v4.list-item-bulk.html). */
export function registerBulk(app: SandboxApp, context: SandboxContext, book: ListBook): void {
  const mayWrite = context.allow('spend.listitem.write');

  /** A list that others manage refuses all at once; whatever else is wrong, each item tells. */
  const open = (call: SandboxCall): { readonly list: CompanyList; readonly editor: ListEditor } => {
    requireConfigurationAdministrator(call);
    const list = book.findList(call.req.param('listId') ?? '');
    if (!list) throw new ListRefusal('list.not.found');
    const editor = new ListEditor(book, call.get('caller').clientId);
    if (!list.isDeleted) editor.requireChangeable(list);
    return { list, editor };
  };

  app.post(BULK, mayWrite, async (call) => {
    const { list, editor } = open(call);
    const { requests } = await readListBody(call, creations);
    call.header('Location', `${context.url}${call.req.path}`);
    return answerBulk(call, 201, requests, ({ shortCode, value, parentCode }) => {
      const parent = findParent(book, list, { parentCode });
      editor.add(list, parent, { ...book.newIds(context.random), name: value, shortCode });
    });
  });

  app.patch(BULK, mayWrite, async (call) => {
    const { list, editor } = open(call);
    const { requests } = await readListBody(call, updates);
    return answerBulk(call, 200, requests, ({ code, value, deleted }) => {
      editor.requireChangeable(list);
      const item = findByPath(book, list, code.split('-'));
      if (!item) throw new ListRefusal('item.not.found');
      if (!item.lists.includes(list.uuid)) throw new ListRefusal('item.deleted');
      if (deleted) editor.remove(item, [list.uuid]);
      else if (value) editor.change(item, { name: value });
    });
  });
}

/** @param allDone the status when every item is done */
function answerBulk<T>(
  call: SandboxCall,
  allDone: ContentfulStatusCode,
  requests: readonly T[],
  work: (part: T) => void,
): Response {
  const errors: { readonly id: string; readonly message: string; readonly listItem: unknown }[] = [];
  for (const listItem of requests) {
    try {
      work(listItem);
    } catch (error) {
      if (!(error instanceof ListRefusal)) throw error;
      errors.push({ id: error.problem, message: error.message, listItem });
    }
  }
  const recordsFailed = errors.length;
  const recordsSucceeded = requests.length - recordsFailed;
  const counts = { recordsSucceeded, recordsFailed, errors };
  if (recordsFailed === 0) return answerJson(call, { status: 'SUCCESS', ...counts }, allDone);
  if (recordsSucceeded === 0) return answerJson(call, { status: 'FAILURE', ...counts }, 400);
  return answerJson(call, { status: 'PARTIAL_SUCCESS', ...counts }, 206);
}
