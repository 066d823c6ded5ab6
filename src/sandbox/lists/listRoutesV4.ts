import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import type { WireRecord } from '../protocol/xml.js';
import { nameText, readListBody, reference, requireConfigurationAdministrator } from './listBodies.js';
import type { CompanyList, ListBook } from './listBook.js';
import { ListEditor } from './listEditor.js';
import { ListFilters, sortBy } from './listFilters.js';
import { answerListPage, answerMarked } from './listPages.js';
import { ListRefusal } from './listRefusal.js';
import { NORMAL } from './seedLists.js';

const LISTS = '/list/v4/lists';

const listBody = z.object({
  value: nameText,
  searchCriteria: z.nullish(z.enum(['TEXT', 'CODE'], { error: 'has to be TEXT or CODE' })),
  displayFormat: z.nullish(z.enum(['(CODE) TEXT', 'TEXT (CODE)'], { error: 'has to be (CODE) TEXT or TEXT (CODE)' })),
  isManaged: z.nullish(z.boolean({ error: 'has to be true or false' })),
  categoryId: reference,
});

/** Lists v4 (/api-reference/common/lists/v4.list.html). */
export function registerListsV4(app: SandboxApp, context: SandboxContext, book: ListBook): void {
  const [mayRead, mayWrite] = [context.allow('spend.list.read', 'spend.list.write'), context.allow('spend.list.write')];

  const find = (call: SandboxCall, unknownStatus?: 400): CompanyList => {
    const list = book.findList(call.req.param('listId') ?? '');
    if (!list) throw new ListRefusal('list.not.found', [], unknownStatus);
    return list;
  };

  app.get(LISTS, mayRead, (call) => {
    const found = selectLists(book.lists, new URL(call.req.url).searchParams);
    return answerListPage(call, context.url, found, viewList);
  });

  app.get('/list/v4/categories/:categoryId/lists', mayRead, (call) => {
    const id = call.req.param('categoryId').toLowerCase();
    const lists = book.lists.filter(({ category }) => category.id === id);
    if (lists.length === 0) throw new ListRefusal('category.not.found');
    return answerListPage(call, context.url, selectLists(lists, new URLSearchParams()), viewList);
  });

  app.get(`${LISTS}/:listId`, mayRead, (call) => answerMarked(call, viewList(find(call))));

  app.post(LISTS, mayWrite, async (call) => {
    requireConfigurationAdministrator(call);
    const given = await readListBody(call, listBody);
    const wanted = given.categoryId?.toLowerCase();
    const category = wanted ? book.lists.find((list) => list.category.id === wanted)?.category : NORMAL;
    if (!category) throw new ListRefusal('category.not.found', [], 400);
    const list: CompanyList = {
      ...book.newIds(context.random),
      legacyId: book.newIds(context.random).id,
      name: given.value,
      category,
      levelCount: 1,
      searchCriteria: given.searchCriteria ?? 'TEXT',
      displayFormat: given.displayFormat ?? '(CODE) TEXT',
      isReadOnly: false,
      isDeleted: false,
      managingApp: given.isManaged ? call.get('caller').clientId : undefined,
      connector: undefined,
    };
    requireFreeName(book, list);
    book.saveList(list);
    call.header('Location', `${context.url}${LISTS}/${list.uuid}`);
    return answerJson(call, viewList(list), 201);
  });

  app.put(`${LISTS}/:listId`, mayWrite, async (call) => {
    requireConfigurationAdministrator(call);
    const list = find(call);
    const given = await readListBody(call, listBody);
    const { clientId } = call.get('caller');
    new ListEditor(book, clientId).requireChangeable(list);
    const changed: CompanyList = {
      ...list,
      name: given.value,
      searchCriteria: given.searchCriteria ?? list.searchCriteria,
      displayFormat: given.displayFormat ?? list.displayFormat,
      managingApp: given.isManaged == null ? list.managingApp : given.isManaged ? clientId : undefined,
    };
    requireFreeName(book, changed);
    book.saveList(changed);
    return answerJson(call, viewList(changed));
  });

  app.delete(`${LISTS}/:listId`, context.allow('spend.list.delete'), (call) => {
    requireConfigurationAdministrator(call);
    const list = find(call, 400);
    new ListEditor(book, call.get('caller').clientId).requireChangeable(list);
    book.saveList({ ...list, isDeleted: true });
    return call.body(null, 204);
  });
}

/** Without a filter on it, deleted lists are left out. */
function selectLists(lists: readonly CompanyList[], parameters: URLSearchParams): readonly CompanyList[] {
  const filters = new ListFilters(parameters);
  const [hasName, hasCategory] = [filters.text('value'), filters.text('category.type', ['eq', 'not'])];
  const hasLevels = filters.number('levelCount');
  const isDeleted = filters.flag('isDeleted') ?? false;
  const found = lists.filter(
    (list) =>
      list.isDeleted === isDeleted &&
      hasName(list.name) &&
      hasCategory(list.category.type) &&
      hasLevels(list.levelCount),
  );
  const keys = new Map<string, (list: CompanyList) => string | number>([
    ['name', ({ name }) => name],
    ['levelcount', ({ levelCount }) => levelCount],
    ['listcategory', ({ category }) => category.type],
  ]);
  return sortBy(new Query(parameters), found, keys);
}

function requireFreeName(book: ListBook, { uuid, name }: CompanyList): void {
  if (!book.lists.some((list) => list.name === name && list.uuid !== uuid && !list.isDeleted)) return;
  throw new ListRefusal('request.validation.error', [{ source: 'value', message: 'is the name of another list' }]);
}

function viewList(list: CompanyList): WireRecord {
  return {
    id: list.uuid,
    value: list.name,
    category: { id: list.category.id, type: list.category.type },
    levelCount: list.levelCount,
    searchCriteria: list.searchCriteria,
    displayFormat: list.displayFormat,
    isReadOnly: list.isReadOnly,
    isDeleted: list.isDeleted,
    managedBy: list.managingApp === undefined ? null : `appId:${list.managingApp}`,
    ...(list.connector ? { externalThreshold: list.connector.threshold } : {}),
  };
}
