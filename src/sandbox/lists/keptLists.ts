import * as z from 'zod/mini';
import type { Kept } from '../state.js';
import type { ListBook } from './listBook.js';

const kept = z.object({
  lists: z.array(
    z.object({
      uuid: z.string(),
      id: z.string(),
      legacyId: z.string(),
      name: z.string(),
      category: z.object({ id: z.string(), type: z.enum(['Normal', 'Vendor', 'Configuration']) }),
      levelCount: z.int(),
      searchCriteria: z.enum(['TEXT', 'CODE']),
      displayFormat: z.enum(['(CODE) TEXT', 'TEXT (CODE)']),
      isReadOnly: z.boolean(),
      isDeleted: z.boolean(),
      managingApp: z.optional(z.string()),
      connector: z.optional(z.object({ id: z.string(), threshold: z.int() })),
    }),
  ),
  items: z.array(
    z.object({
      uuid: z.string(),
      id: z.string(),
      name: z.string(),
      shortCode: z.string(),
      parent: z.optional(z.string()),
      level: z.int(),
      lists: z.array(z.string()),
      formerLists: z.array(z.string()),
    }),
  ),
});

/** How the lists are written to a file and read back. */
export function keepLists(book: ListBook): Kept {
  return {
    save: () => ({ lists: book.lists, items: book.items }),
    load: (value) => {
      const { lists, items } = kept.parse(value);
      book.clear();
      for (const { managingApp, connector, ...list } of lists) book.saveList({ ...list, managingApp, connector });
      for (const { parent, ...item } of items) book.saveItem({ ...item, parent });
    },
  };
}
