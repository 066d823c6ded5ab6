import { env, l10n, Uri, window } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { isConcurHost } from '../../catalog/concurHost.js';
import type { Exchange } from '../../http/exchange.js';
import { type Follower, findFollowers } from '../../response/followers.js';
import { isImage, type Link } from '../../response/links.js';
import { sendFilled } from '../requests/index.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { operationOf } from './understanding.js';

/** What following needs. */
export interface FollowNeeds {
  readonly catalog: Catalog;
  readonly runner: RequestRunner;
}

/** Headers of a request that the next one, made from its answer, has as well. */
const KEPT_HEADERS = new Set(['accept', 'accept-language', 'x-usertype']);

/** Opens what a link leads to: an address with the same connection, an id by the operation that takes it. */
export async function followLink(
  exchange: Exchange,
  link: Pick<Link, 'field' | 'value' | 'kind'>,
  needs: FollowNeeds,
): Promise<void> {
  if (link.kind === 'id') await followId(exchange, link, needs);
  else await followAddress(exchange, link, needs);
}

/** Calls an address of an answer with the connection that brought the answer. */
export async function followAddress(
  exchange: Exchange,
  { value, field }: Pick<Link, 'field' | 'value'>,
  { catalog, runner }: FollowNeeds,
): Promise<void> {
  const url = new URL(value, exchange.response.url);
  const [match] = (await catalog.paths()).find('GET', url.pathname, url.origin);
  const isOurs = url.origin === new URL(exchange.response.url).origin || isConcurHost(url.hostname);
  if (!isOurs && !isImage({ field, value })) {
    await env.openExternal(Uri.parse(url.href));
    return;
  }
  const headers = exchange.request.headers.filter(([name]) => KEPT_HEADERS.has(name.toLowerCase()));
  await runner.run({
    title: `GET ${match?.operation.name ?? url.pathname}`,
    isBeside: false,
    prepare: async () => ({
      request: { method: 'GET', url: url.href, headers: isImage({ field, value }) ? [] : headers },
      ...(match ? { operation: match.operation } : {}),
      ...(isOurs ? {} : { needsToken: false }),
    }),
  });
}

async function followId(
  exchange: Exchange,
  { field, value }: Pick<Link, 'field' | 'value'>,
  { catalog, runner }: FollowNeeds,
): Promise<void> {
  const origin = await operationOf(exchange, catalog);
  const found = origin && (await catalog.find(origin.id));
  const { pathname } = new URL(exchange.request.url);
  const [match] = (await catalog.paths()).find(exchange.request.method, pathname);
  const followers = found
    ? await findFollowers(
        { field, value, operation: found.operation, api: found.api, pathValues: match?.pathValues ?? {} },
        await catalog.apis(),
        (id) => catalog.operation(id),
      )
    : [];
  const chosen = followers.length < 2 ? followers[0] : await choose(followers, field, value);
  if (!chosen) {
    if (followers.length === 0)
      void window.showInformationMessage(
        l10n.t('The catalogue has no call that takes "{0}" alone. Copy the id and search for an operation.', field),
      );
    return;
  }
  const operation = await catalog.operation(chosen.operation.id);
  await sendFilled(operation, { parameters: chosen.values }, runner, { isBeside: false });
}

async function choose(followers: readonly Follower[], field: string, value: string): Promise<Follower | undefined> {
  const items = followers.map((follower) => ({
    label: follower.operation.title,
    description: `${follower.operation.method} ${follower.operation.path}`,
    detail: `${follower.api.title} v${follower.api.version}`,
    follower,
  }));
  const picked = await window.showQuickPick(items, { title: `${field} ${value}`, placeHolder: l10n.t('Where to?') });
  return picked?.follower;
}
