import { l10n } from 'vscode';
import { type Connection, mayCarryToken } from '../../auth/connection.js';
import { inspectToken, type TokenReport } from '../../auth/inspectToken.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { whoAmI } from '../../auth/whoAmI.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { ConnectionBook } from './connectionBook.js';
import { describePrincipal, namePrincipal } from './principal.js';

/** Looks into the tokens of connections; the keys to check them with are fetched once for each data centre. */
export class TokenInspector {
  readonly #book: ConnectionBook;
  readonly #catalog: Catalog;
  readonly #keys = new Map<string, Promise<unknown>>();
  #last: { readonly accessToken: string; readonly report: Promise<TokenReport> } | undefined;

  constructor(book: ConnectionBook, catalog: Catalog) {
    this.#book = book;
    this.#catalog = catalog;
  }

  /** What the token says; worked out once for each token. */
  inspect(tokenSet: TokenSet): Promise<TokenReport> {
    if (this.#last?.accessToken !== tokenSet.accessToken) {
      this.#last = { accessToken: tokenSet.accessToken, report: this.#inspect(tokenSet) };
    }
    return this.#last.report;
  }

  /** Who, company, scopes, until when: a title and a text each, for the end of a sign-in. */
  async facts(connection: Connection, tokenSet: TokenSet): Promise<readonly (readonly [string, string])[]> {
    const report = await this.inspect(tokenSet);
    const { transport } = await this.#book.network();
    const owner = mayCarryToken(connection, tokenSet.geolocation)
      ? await whoAmI(transport, tokenSet, report)
      : undefined;
    const said = report.principal === undefined ? describePrincipal(connection) : namePrincipal(report.principal);
    const name =
      owner?.name ?? (report.principal === 'user' && 'username' in connection.grant ? connection.grant.username : '');
    return [
      [l10n.t('Who'), `${said} ${name}`.trim()],
      [l10n.t('Id'), report.subject ?? l10n.t('not said by the token')],
      [l10n.t('Company'), report.companyId ?? owner?.companyId ?? l10n.t('not said by this token')],
      [l10n.t('Lives at'), report.geolocation],
      [
        l10n.t('Scopes'),
        tokenSet.scopes.length > 0 ? `${tokenSet.scopes.length}: ${tokenSet.scopes.join(' ')}` : l10n.t('not said'),
      ],
      [l10n.t('Until'), untilText(tokenSet)],
    ];
  }

  async #inspect(tokenSet: TokenSet): Promise<TokenReport> {
    const [apis, keys] = await Promise.all([this.#catalog.apis(), this.#keysOf(tokenSet)]);
    return inspectToken(tokenSet, apis, keys, new Date());
  }

  /** Undefined where none can be had: the report then says that the signature was not checked. */
  #keysOf({ geolocation }: TokenSet): Promise<unknown> {
    const known = this.#keys.get(geolocation);
    if (known !== undefined) return known;
    const fetching = this.#book
      .network()
      .then(({ client }) => client.keys(geolocation))
      .catch(() => {
        this.#keys.delete(geolocation); // asked again next time
        return undefined;
      });
    this.#keys.set(geolocation, fetching);
    return fetching;
  }
}

function untilText({ expiresAt, refreshToken, refreshExpiresAt }: TokenSet): string {
  const until = expiresAt.toLocaleString();
  if (refreshToken === undefined) return until;
  return refreshExpiresAt === undefined
    ? l10n.t('{0}, then renewed by itself', until)
    : l10n.t('{0}, renewed by itself until {1}', until, refreshExpiresAt.toLocaleDateString());
}
