import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import type { WireRecord } from '../protocol/xml.js';
import { findParent } from './itemLookup.js';
import { codeText, nameText, readListBody, reference, requireConfigurationAdministrator } from './listBodies.js';
import type { CompanyList, ListBook, ListItem } from './listBook.js';
import { ListEditor } from './listEditor.js';
import { ListFilters, sortBy } from './listFilters.js';
import { answerListPage, answerMarked } from './listPages.js';
import { ListRefusal } from './listRefusal.js';

const ITEMS = '/list/v4/items';
const LISTS = '/list/v4/lists';

const itemBody = z.object({ shortCode: codeText, value: nameText });
const newItemBody = z.extend(itemBody, {
  listId: z.string({ error: 'is required' }),
  parentId: reference,
  parentCode: reference,
});

/** List Items v4 (/api-reference/common/list-item/v4.list-item.html). */
export function registerItemsV4(app: SandboxApp, context: SandboxContext, book: ListBook): void {
  const mayRead = context.allow('spend.listitem.read', 'spend.listitem.write');
  const mayWrite = context.allow('spend.listitem.write');
  const mayDelete = context.allow('spend.listitem.delete');
  const editorFor = (call: SandboxCall): ListEditor => new ListEditor(book, call.get('caller').clientId);
  const view = (item: ListItem): WireRecord => viewItem(book, item);

  app.get(`${ITEMS}/:itemId`, mayRead, (call) => answerMarked(call, view(findItem(book, call))));

  app.get(`${ITEMS}/:itemId/children`, mayRead, (call) => {
    const parent = findItem(book, call);
    return answerListPage(call, context.url, selectItems(book, book.itemsBelow(parent.uuid), undefined, call), view);
  });

  app.get(`${LISTS}/:listId/children`, mayRead, (call) => {
    const list = findList(book, call);
    return answerListPage(call, context.url, selectItems(book, book.itemsBelow(undefined), list, call), view);
  });

  app.get(`${LISTS}/:listId/items/:itemId/children`, mayRead, (call) => {
    const [list, parent] = [findList(book, call), findItem(book, call)];
    if (![...parent.lists, ...parent.formerLists].includes(list.uuid)) throw new ListRefusal('item.not.found');
    return answerListPage(call, context.url, selectItems(book, book.itemsBelow(parent.uuid), list, call), view);
  });

  app.post(ITEMS, mayWrite, async (call) => {
    requireConfigurationAdministrator(call);
    const given = await readListBody(call, newItemBody);
    const list = book.findList(given.listId);
    if (!list) throw new ListRefusal('list.not.found');
    const parent = findParent(book, list, given);
    const made = { ...book.newIds(context.random), name: given.value, shortCode: given.shortCode };
    const item = editorFor(call).add(list, parent, made);
    call.header('Location', `${context.url}${ITEMS}/${item.uuid}`);
    return answerJson(call, view(item), 201);
  });

  app.put(`${ITEMS}/:itemId`, mayWrite, async (call) => {
    requireConfigurationAdministrator(call);
    const item = findItem(book, call);
    const { value, shortCode } = await readListBody(call, itemBody);
    return answerJson(call, view(editorFor(call).change(item, { name: value, shortCode })));
  });

  app.delete(`${ITEMS}/:itemId`, mayDelete, (call) => {
    requireConfigurationAdministrator(call);
    editorFor(call).remove(findItem(book, call, 400));
    return call.body(null, 204);
  });

  app.delete(`${LISTS}/:listId/items/:itemId`, mayDelete, (call) => {
    requireConfigurationAdministrator(call);
    const [list, item] = [findList(book, call, 400), findItem(book, call, 400)];
    if (item.lists.length > 0 && !item.lists.includes(list.uuid)) throw new ListRefusal('item.not.found', [], 400);
    editorFor(call).remove(item, [list.uuid]);
    return call.body(null, 204);
  });
}

function findList(book: ListBook, call: SandboxCall, unknownStatus?: 400): CompanyList {
  const list = book.findList(call.req.param('listId') ?? '');
  if (!list) throw new ListRefusal('list.not.found', [], unknownStatus);
  return list;
}

function findItem(book: ListBook, call: SandboxCall, unknownStatus?: 400): ListItem {
  const item = book.findItem(call.req.param('itemId') ?? '');
  if (!item) throw new ListRefusal('item.not.found', [], unknownStatus);
  return item;
}

/** The items that a call asks for: those of `list` when one is given, the deleted ones only when it says so. */
function selectItems(
  book: ListBook,
  items: readonly ListItem[],
  list: CompanyList | undefined,
  call: SandboxCall,
): readonly ListItem[] {
  const parameters = new URL(call.req.url).searchParams;
  const filters = new ListFilters(parameters);
  const [hasName, hasCode, hasEither] = [
    filters.text('value'),
    filters.text('shortCode'),
    filters.text('shortCodeOrValue'),
  ];
  const isDeleted = filters.flag('isDeleted') ?? false;
  const hasChildren = filters.flag('hasChildren');
  const parents = (item: ListItem): boolean =>
    (list ? [list.uuid] : item.lists).some((uuid) => book.childrenIn(uuid, item.uuid).length > 0);
  const found = items.filter((item) => {
    const lists = isDeleted ? item.formerLists : item.lists;
    return (
      (list ? lists.includes(list.uuid) : lists.length > 0) &&
      hasName(item.name) &&
      hasCode(item.shortCode) &&
      hasEither(item.shortCode, item.name) &&
      (hasChildren === undefined || parents(item) === hasChildren)
    );
  });
  const keys = new Map<string, (item: ListItem) => string>([
    ['value', ({ name }) => name],
    ['shortcode', ({ shortCode }) => shortCode],
  ]);
  return sortBy(new Query(parameters), found, keys);
}

function viewItem(book: ListBook, item: ListItem): WireRecord {
  const isDeleted = item.lists.length === 0;
  return {
    id: item.uuid,
    code: book.codesOf(item).join('-'),
    shortCode: item.shortCode,
    value: item.name,
    parentId: item.parent ?? null,
    level: item.level,
    isDeleted,
    lists: (isDeleted ? item.formerLists : item.lists).map((id) => ({
      id,
      hasChildren: book.childrenIn(id, item.uuid).length > 0,
    })),
  };
}
