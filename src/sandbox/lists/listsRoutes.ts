import type { SandboxApp, SandboxContext } from '../context.js';
import { registerBulk } from './bulkRoutes.js';
import { registerItemsV3 } from './itemRoutesV3.js';
import { registerItemsV4 } from './itemRoutesV4.js';
import { keepLists } from './keptLists.js';
import { ListBook } from './listBook.js';
import { writeListErrors } from './listErrors.js';
import { registerListsV1 } from './listRoutesV1.js';
import { registerListsV3 } from './listRoutesV3.js';
import { registerListsV4 } from './listRoutesV4.js';
import { seedLists } from './seedLists.js';

/** Lists and list items v1, v3 and v4, and the bulk API. */
export function registerLists(app: SandboxApp, context: SandboxContext): void {
  const book = new ListBook();
  const own = { ...context, random: context.random.fork('lists') };
  seedLists(book, own.random);
  context.state.keep('lists', keepLists(book));

  app.use('/list/v4/*', writeListErrors(context.now));
  registerListsV4(app, own, book);
  registerItemsV4(app, own, book);
  registerBulk(app, own, book);
  registerListsV3(app, own, book);
  registerItemsV3(app, own, book);
  registerListsV1(app, own, book);
}
