import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { readFields, required, text } from '../expense/wireFields.js';
import { answerObject, answerPage } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { cutStablePage } from '../protocol/stablePaging.js';
import type { WireRecord } from '../protocol/xml.js';
import { readLevelCodes } from './levelCodes.js';
import { MAX_CODE, MAX_NAME } from './listBodies.js';
import type { CompanyList, ListBook, ListItem } from './listBook.js';
import { ListEditor } from './listEditor.js';

const ITEMS = '/api/v3.0/common/listitems';
const LEVELS = Array.from({ length: 10 }, (_, index) => `Level${index + 1}Code`);

/** An item as one of its lists has it. */
interface Membership {
  readonly list: CompanyList;
  readonly item: ListItem;
}

const itemBody = z.object({
  ListID: text(64),
  Name: text(MAX_NAME),
  Code: text(MAX_CODE),
});

/** List Items v3 (/api-reference/common/list-item/v3.list-item.html). */
export function registerItemsV3(app: SandboxApp, context: SandboxContext, book: ListBook): void {
  const allowed = context.allow('LIST');
  const uriOf = (id: string): string => `${context.url}${ITEMS}/${encodeURIComponent(id)}`;
  const editorFor = (call: SandboxCall): ListEditor => new ListEditor(book, call.get('caller').clientId);
  const view = ({ list, item }: Membership): WireRecord => {
    const codes = book.codesOf(item);
    return {
      ListID: list.id,
      Name: item.name,
      ParentID: item.parent === undefined ? null : (book.findItem(item.parent)?.id ?? null),
      ...Object.fromEntries(LEVELS.map((name, index) => [name, codes[index] ?? null])),
      ID: item.id,
      URI: uriOf(item.id),
    };
  };

  /** The item that a path names, in the list that the caller names or else in the first that has it. */
  const find = (call: SandboxCall, listId: string | undefined): Membership => {
    const id = call.req.param('id') ?? '';
    const item = book.findItem(id);
    const list = listId === undefined ? book.findList(item?.lists[0] ?? '') : readList(book, listId);
    if (!item || !list || !item.lists.includes(list.uuid)) {
      throw new Refusal(404, `There is no item with the ID ${id}${listId === undefined ? '' : ' in this list'}.`);
    }
    return { list, item };
  };

  app.get(ITEMS, allowed, (call) => {
    const query = queryOf(call);
    const fits = readItemFilter(book, query);
    const listId = query.text('listId');
    const lists = listId === undefined ? book.lists : [readList(book, listId)];
    const found = lists
      .filter(({ isDeleted }) => !isDeleted)
      .flatMap((list) =>
        book.items.filter((item) => item.lists.includes(list.uuid) && fits(item)).map((item) => ({ list, item })),
      );
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter: ([listRank = 0, itemRank = 0] = []) =>
        found.filter(({ list, item }) => {
          const rank = book.rankOf(list);
          return rank > listRank || (rank === listRank && book.rankOf(item) > itemRank);
        }),
      placeOf: ({ list, item }) => [book.rankOf(list), book.rankOf(item)],
    });
    return answerPage(call, { plural: 'ListItems', singular: 'ListItem' }, { items: items.map(view), nextPage });
  });

  app.get(`${ITEMS}/:id`, allowed, (call) =>
    answerObject(call, 'ListItem', view(find(call, queryOf(call).text('listId')))),
  );

  app.post(ITEMS, allowed, async (call) => {
    const body = await readObjectBody(call, 'ListItem');
    const given = readFields(itemBody, body);
    const list = readList(book, required('ListID', given.ListID));
    const name = required('Name', given.Name);
    const codes = readCodes(body);
    const parents = codes.slice(0, -1);
    const parent = book.findByCodes(list.uuid, parents);
    if (parents.length > 0 && !parent) {
      throw new Refusal(400, `The list has no item with the codes ${parents.join(', ')}.`);
    }
    const made = { ...book.newIds(context.random), name, shortCode: codes[codes.length - 1] ?? '' };
    const item = editorFor(call).add(list, parent, made);
    return answerObject(call, 'Response', { ID: item.id, URI: uriOf(item.id) });
  });

  app.put(`${ITEMS}/:id`, allowed, async (call) => {
    const given = readFields(itemBody, await readObjectBody(call, 'ListItem'));
    const { item } = find(call, given.ListID || undefined);
    if (given.Code?.includes('-')) throw new Refusal(400, 'Code must not hold hyphens.');
    editorFor(call).change(item, { name: given.Name || item.name, shortCode: given.Code || item.shortCode });
    return call.body(null, 204);
  });

  app.delete(`${ITEMS}/:id`, allowed, (call) => {
    const { list, item } = find(call, required('listId', queryOf(call).text('listId')));
    editorFor(call).remove(item, [list.uuid]);
    return call.body(null, 204);
  });
}

function queryOf(call: SandboxCall): Query {
  return new Query(new URL(call.req.url).searchParams);
}

/** The list that a value names. @throws {Refusal} 400 when there is none */
function readList(book: ListBook, id: string): CompanyList {
  const list = book.findList(id);
  if (!list || list.isDeleted) throw new Refusal(400, `There is no list with the ID ${id}.`);
  return list;
}

function readCodes(body: Readonly<Record<string, unknown>>): readonly string[] {
  const levels = readLevelCodes(body, (level) => `Level${level}Code`);
  switch (levels.kind) {
    case 'path':
      return levels.codes;
    case 'missing':
      throw new Refusal(400, 'Level1Code is required.');
    case 'gap':
      throw new Refusal(400, 'The level codes have a gap; give those of all items above, too.');
    case 'wrong':
      throw new Refusal(
        400,
        `Level${levels.level}Code has to be text of up to ${MAX_CODE} characters without hyphens.`,
      );
  }
}

function readItemFilter(book: ListBook, query: Query): (item: ListItem) => boolean {
  const name = query.text('name')?.toLowerCase();
  const parentId = query.text('parentId');
  const parent = parentId === undefined ? undefined : book.findItem(parentId);
  const codes = LEVELS.map((level) => query.text(level));
  return (item) => {
    if (name !== undefined && item.name.toLowerCase() !== name) return false;
    if (parentId !== undefined && (!parent || item.parent !== parent.uuid)) return false;
    if (codes.every((code) => code === undefined)) return true;
    const own = book.codesOf(item);
    return codes.every((code, index) => code === undefined || own[index] === code);
  };
}
