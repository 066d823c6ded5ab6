import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { isAdministrator } from '../identity/caller.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { isWireRecord, readXml, type WireRecord, type WireValue } from '../protocol/xml.js';
import { type BatchType, ListBatch } from './listBatch.js';
import type { CompanyList, ListBook, ListItem } from './listBook.js';
import { ListEditor } from './listEditor.js';

const LISTS = '/api/expense/list/v1.0';
const NAMESPACE = 'http://www.concursolutions.com/api/expense/list/2010/02';
const MAX_BATCH = 1000;
const MAX_ERRORS = 10;

/** Lists and their items v1 (/api-reference/common/list-item/v1.list-resource-get.html). */
export function registerListsV1(app: SandboxApp, context: SandboxContext, book: ListBook): void {
  const allowed = context.allow('LIST');
  const linkOf = (list: CompanyList): string => `${context.url}${LISTS}/${list.legacyId}`;

  const find = (call: SandboxCall): CompanyList => {
    if (!isAdministrator(call.get('caller'))) {
      throw new Refusal(403, 'Only a Company or Web Services Administrator may use lists here.');
    }
    const id = call.req.param('listId') ?? '';
    const list = book.findList(id);
    if (!list || list.isDeleted) throw new Refusal(404, `There is no list with the id ${id}.`);
    return list;
  };

  const viewList = (list: CompanyList): WireRecord => ({
    id: linkOf(list),
    'batch-link': `${linkOf(list)}/batch`,
    name: list.name,
    'is-vendor': list.category.type === 'Vendor',
    levels: list.levelCount,
    'items-link': `${linkOf(list)}/items`,
  });

  const viewItem = (list: CompanyList, item: ListItem): WireRecord => {
    const codes = book.codesOf(item);
    return {
      name: item.name,
      ...Object.fromEntries(codes.map((code, index) => [`level${index + 1}code`, code])),
      'items-link': `${linkOf(list)}/items/${encodeURIComponent(codes.join('-'))}/`,
    };
  };

  const answerItems = (call: SandboxCall, parentCode: string | undefined): Response => {
    const list = find(call);
    const parent = parentCode === undefined ? undefined : findParent(book, list, parentCode);
    const wanted = new Query(new URL(call.req.url).searchParams).text('filter')?.toLowerCase();
    const items = book
      .childrenIn(list.uuid, parent?.uuid)
      .filter((item) => [item.name, item.shortCode].some((text) => text.toLowerCase().includes(wanted ?? '')));
    const views = items.map((item) => viewItem(list, item));
    return answerXmlOrJson(call, 'list-items', { 'list-item': views }, 200, NAMESPACE);
  };

  const answerBatch = async (call: SandboxCall): Promise<Response> => {
    const list = find(call);
    const type = readBatchType(new Query(new URL(call.req.url).searchParams).text('type'));
    const { root, content } = readXml(await call.req.text());
    if (root !== 'list-item-batch') {
      return answerResult(
        call,
        0,
        [{ code: '1001', 'list-item-code': '', message: 'The root is not list-item-batch' }],
        0,
      );
    }
    const elements = listOf(isWireRecord(content) ? content['list-item'] : undefined);
    if (elements.length === 0 || elements.length > MAX_BATCH) {
      throw new Refusal(400, `A batch holds 1 to ${MAX_BATCH} items; this one has ${elements.length}.`);
    }
    const editor = new ListEditor(book, call.get('caller').clientId);
    const batch = new ListBatch(book, list, editor, () => book.newIds(context.random));
    const errors = elements.flatMap((element) => {
      const failure = batch.work(type, element);
      return failure
        ? [{ code: String(failure.code), 'list-item-code': lastCode(element), message: failure.message }]
        : [];
    });
    return answerResult(call, elements.length - errors.length, errors);
  };

  app.get(LISTS, allowed, (call) => {
    if (!isAdministrator(call.get('caller'))) throw new Refusal(403, 'Only an administrator may see all lists.');
    const lists = book.lists.filter(({ isDeleted }) => !isDeleted).map(viewList);
    return answerXmlOrJson(call, 'lists', { list: lists }, 200, NAMESPACE);
  });
  app.get(`${LISTS}/:listId`, allowed, (call) => answerXmlOrJson(call, 'list', viewList(find(call)), 200, NAMESPACE));
  app.get(`${LISTS}/:listId/items`, allowed, (call) =>
    answerItems(call, new Query(new URL(call.req.url).searchParams).text('parentCode')),
  );
  app.get(`${LISTS}/:listId/items/:parentCode`, allowed, (call) => answerItems(call, call.req.param('parentCode')));
  app.post(`${LISTS}/:listId/batch`, allowed, answerBatch);
  app.post(`${LISTS}/list/:listId/batch`, allowed, answerBatch);
}

/** By its long code or, because no page says how deeper parents are written, by its own code on any level. */
function findParent(book: ListBook, list: CompanyList, code: string): ListItem {
  const parent =
    book.findByCodes(list.uuid, code.split('-')) ??
    book.items.find((item) => item.shortCode === code && item.lists.includes(list.uuid));
  if (!parent) throw new Refusal(400, `The list has no item with the code ${code}.`);
  return parent;
}

function readBatchType(text: string | undefined): BatchType {
  const type = text?.toLowerCase();
  if (type === 'create' || type === 'update' || type === 'delete') return type;
  throw new Refusal(400, 'type has to be create, update or delete.');
}

function answerResult(
  call: SandboxCall,
  succeeded: number,
  errors: readonly WireRecord[],
  failed = errors.length,
): Response {
  const result: WireRecord = {
    'records-succeeded': succeeded,
    'records-failed': failed,
    ...(errors.length > 0 ? { errors: { error: errors.slice(0, MAX_ERRORS) } } : {}),
  };
  return answerXmlOrJson(call, 'list-item-batch-result', result, 200, NAMESPACE);
}

function listOf(value: WireValue | undefined): readonly WireValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The code of the deepest level that an item names. */
function lastCode(element: WireValue): string {
  if (!isWireRecord(element)) return '';
  const codes = Object.entries(element).flatMap(([name, value]) =>
    /^level\d+code$/.test(name) && value ? [value] : [],
  );
  return String(codes[codes.length - 1] ?? '');
}
