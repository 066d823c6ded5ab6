import type { Catalog } from '../../catalog/catalog.js';
import { readSandboxPort } from '../host/settings.js';
import type { UriRedirects } from '../signin/uriRedirects.js';
import type { ConnectionBook } from './connectionBook.js';
import { EditCommands } from './editCommands.js';
import { prepareMigration } from './migration.js';
import { PersonSignIn } from './personSignIn.js';
import { SessionCommands } from './sessionCommands.js';
import { TokenInspector } from './tokenInspector.js';
import { TransferCommands } from './transferCommands.js';

/** What commands about connections do; loaded with the first of them. */
export interface CommandSet {
  readonly edit: EditCommands;
  readonly session: SessionCommands;
  readonly transfer: TransferCommands;
}

/** Builds what the commands do. */
export function createCommandSet(connections: ConnectionBook, catalog: Catalog, redirects: UriRedirects): CommandSet {
  const inspector = new TokenInspector(connections, catalog);
  const signIn = new PersonSignIn(connections, redirects, inspector);
  const edit = new EditCommands({
    connections,
    signIn,
    scopes: async () => scopesOf(await catalog.apis()),
    editorRedirect: () => redirects.address(),
    migration: (state) => prepareMigration(state, connections),
    sandboxUrl: () => `http://127.0.0.1:${readSandboxPort()}`,
  });
  return {
    edit,
    session: new SessionCommands(connections, signIn, inspector),
    transfer: new TransferCommands(connections),
  };
}

/** All scopes that operations need, by name. */
function scopesOf(apis: Awaited<ReturnType<Catalog['apis']>>): readonly string[] {
  const all = apis
    .filter(({ caller }) => caller === 'client')
    .flatMap(({ operations }) => operations.flatMap(({ scopes }) => scopes));
  return [...new Set(['openid', ...all])].sort((a, b) => a.localeCompare(b));
}
