import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { count, flag, oneOf, readFields, required, text } from '../expense/wireFields.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage } from '../protocol/stablePaging.js';
import type { WireRecord } from '../protocol/xml.js';
import { MAX_NAME } from './listBodies.js';
import type { CompanyList, ListBook } from './listBook.js';
import { ListEditor } from './listEditor.js';
import { NORMAL, VENDOR } from './seedLists.js';

const LISTS = '/api/v3.0/common/lists';

const listBody = z.object({
  Name: text(MAX_NAME),
  DisplayCodeFirst: flag,
  SearchCriteriaCode: oneOf(['TEXT', 'CODE']),
  IsVendorList: flag,
  ConnectorID: text(64),
  ExternalThreshold: count,
});

/** Lists v3 (/api-reference/common/lists/v3.lists.html). */
export function registerListsV3(app: SandboxApp, context: SandboxContext, book: ListBook): void {
  const allowed = context.allow('LIST');
  const uriOf = (id: string): string => `${context.url}${LISTS}/${encodeURIComponent(id)}`;
  const view = (list: CompanyList): WireRecord => ({
    Name: list.name,
    DisplayCodeFirst: list.displayFormat === '(CODE) TEXT',
    SearchCriteriaCode: list.searchCriteria,
    IsVendorList: list.category.type === 'Vendor',
    ConnectorID: list.connector?.id ?? null,
    ExternalThreshold: list.connector?.threshold ?? null,
    ID: list.id,
    URI: uriOf(list.id),
  });
  const find = (call: SandboxCall): CompanyList => {
    const id = call.req.param('id') ?? '';
    const list = book.findList(id);
    if (!list || list.isDeleted) throw new Refusal(404, `There is no list with the ID ${id}.`);
    return list;
  };

  app.get(LISTS, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const lists = book.lists.filter(({ isDeleted }) => !isDeleted);
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter: ([rank] = [0]) => lists.filter((list) => book.rankOf(list) > (rank ?? 0)),
      placeOf: (list) => [book.rankOf(list)],
    });
    return answerPage(call, { plural: 'Lists', singular: 'List' }, { items: items.map(view), nextPage });
  });

  app.get(`${LISTS}/:id`, allowed, (call) => answerObject(call, 'List', view(find(call))));

  app.post(LISTS, allowed, async (call) => {
    const given = readFields(listBody, await readObjectBody(call, 'List'));
    if (given.ExternalThreshold && !given.ConnectorID) {
      throw new Refusal(400, 'ExternalThreshold goes with ConnectorID only.');
    }
    const list: CompanyList = {
      ...book.newIds(context.random),
      legacyId: book.newIds(context.random).id,
      name: required('Name', given.Name),
      category: required('IsVendorList', given.IsVendorList) ? VENDOR : NORMAL,
      levelCount: 1,
      searchCriteria: required('SearchCriteriaCode', given.SearchCriteriaCode),
      displayFormat: required('DisplayCodeFirst', given.DisplayCodeFirst) ? '(CODE) TEXT' : 'TEXT (CODE)',
      isReadOnly: false,
      isDeleted: false,
      managingApp: undefined,
      connector: given.ConnectorID ? { id: given.ConnectorID, threshold: given.ExternalThreshold ?? 1 } : undefined,
    };
    requireFreeName(book, list);
    book.saveList(list);
    return answerObject(call, 'Response', { ID: list.id, URI: uriOf(list.id) });
  });

  app.put(`${LISTS}/:id`, allowed, async (call) => {
    const list = find(call);
    const given = readFields(listBody, await readObjectBody(call, 'List'));
    new ListEditor(book, call.get('caller').clientId).requireChangeable(list);
    const format = given.DisplayCodeFirst ? '(CODE) TEXT' : 'TEXT (CODE)';
    const changed: CompanyList = {
      ...list,
      name: given.Name || list.name,
      searchCriteria: given.SearchCriteriaCode ?? list.searchCriteria,
      displayFormat: given.DisplayCodeFirst == null ? list.displayFormat : format,
    };
    requireFreeName(book, changed);
    book.saveList(changed);
    return call.body(null, 204);
  });
}

function requireFreeName(book: ListBook, { uuid, name }: CompanyList): void {
  const isTaken = book.lists.some((list) => list.name === name && list.uuid !== uuid && !list.isDeleted);
  if (isTaken) throw new Refusal(400, `Another list has the name "${name}".`);
}
