import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange } from '../exchange.js';
import { type HttpRequest, headerValue } from '../request.js';
import { type NextPage, type Page, readJsonPage } from './readPage.js';

/** Why a list could not be fetched to its end. What came before is kept, and the walk can go on from here. */
export class PagingError extends Error {
  override readonly name = 'PagingError';
  /** @param exchange what came in place of a page */
  constructor(
    readonly reason: 'notAList' | 'refused' | 'circle' | 'incomplete',
    readonly page: number,
    readonly exchange: Exchange,
  ) {
    super(describe(reason, page, exchange));
  }
}

function describe(reason: PagingError['reason'], page: number, { response }: Exchange): string {
  switch (reason) {
    case 'notAList':
      return `Page ${page} is no list (${response.status}), so there is nothing to go on with. Send the request by itself to see its answer.`;
    case 'refused':
      return `Page ${page} was refused (${response.status}). The pages before are kept; go on from here when the cause is mended.`;
    case 'circle':
      return `Page ${page} names a page that was fetched before as the next one. Fetching stopped; the pages so far are kept.`;
    case 'incomplete':
      return `Page ${page} did not come whole. The pages before are kept; go on from here.`;
  }
}

/** How a walk is doing. */
export interface PageProgress {
  readonly pages: number;
  readonly items: number;
  /** Where an answer says how many items there are. */
  readonly total?: number;
}

/** After a 429 pages are asked for more slowly: the pause doubles up to this, and halves with every calm page. */
const SLOWEST_MS = 8_000;
const FIRST_PAUSE_MS = 250;

/**
 * Fetches a list page by page, in constant memory. After a failure or a cancel the same walk goes on where it stood:
 * at the page that did not come.
 */
export class PageWalk {
  readonly #origin: string;
  readonly #send: (request: HttpRequest, signal?: AbortSignal) => Promise<Exchange>;
  readonly #seen = new Set<string>();
  #next: HttpRequest | undefined;
  #progress: PageProgress = { pages: 0, items: 0 };
  #pauseMs = 0;

  /** @param send sends one request with its token and repetitions, such as `Sender.send` */
  constructor(first: HttpRequest, send: (request: HttpRequest, signal?: AbortSignal) => Promise<Exchange>) {
    this.#next = first;
    this.#origin = new URL(first.url).origin;
    this.#send = send;
  }

  get progress(): PageProgress {
    return this.#progress;
  }

  /** Whether the last page came. */
  get isComplete(): boolean {
    return this.#next === undefined;
  }

  /**
   * The items of each page, as lines of JSON.
   * @throws {PagingError} a page did not come; what `send` throws; the signal's reason when aborted
   */
  async *pages(signal?: AbortSignal): AsyncGenerator<readonly string[]> {
    while (this.#next) {
      signal?.throwIfAborted();
      if (this.#pauseMs > 0) await wait(this.#pauseMs, undefined, signal ? { signal } : {});
      const request = this.#next;
      const exchange = await this.#send(request, signal);
      const page = await this.#read(request, exchange);
      const next = page.next ? toRequest(request, page.next, this.#origin) : undefined;
      this.#seen.add(keyOf(request));
      const { pages, items, total } = this.#progress;
      const knownTotal = page.total ?? total;
      this.#progress = {
        pages: pages + 1,
        items: items + page.items.length,
        ...(knownTotal === undefined ? {} : { total: knownTotal }),
      };
      const isCircle = next !== undefined && this.#seen.has(keyOf(next));
      this.#next = isCircle ? undefined : next;
      this.#adaptPace(exchange);
      yield page.items;
      if (isCircle) throw new PagingError('circle', pages + 1, exchange);
    }
  }

  async #read(request: HttpRequest, exchange: Exchange): Promise<Page> {
    const { response } = exchange;
    const number = this.#progress.pages + 1;
    if (response.status < 200 || response.status > 299) throw new PagingError('refused', number, exchange);
    if (response.incomplete) throw new PagingError('incomplete', number, exchange);
    const bytes = response.bodyFile === undefined ? response.body : await readFile(response.bodyFile);
    const text = new TextDecoder().decode(bytes);
    const isXml = /xml/i.test(headerValue(response.headers, 'content-type') ?? '') || /^\s*</.test(text);
    const page = isXml
      ? await (await import('./readXmlPage.js')).readXmlPage(text)
      : readJsonPage(text, { request, headers: response.headers });
    if (!page) throw new PagingError('notAList', number, exchange);
    return page;
  }

  #adaptPace({ attempts = [] }: Exchange): void {
    const wasSlowedDown = attempts.some(({ reason }) => reason.kind === 'status');
    if (wasSlowedDown) this.#pauseMs = Math.min(SLOWEST_MS, Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2));
    else this.#pauseMs = this.#pauseMs > FIRST_PAUSE_MS / 4 ? this.#pauseMs / 2 : 0;
  }
}

function keyOf({ url, body }: HttpRequest): string {
  return typeof body === 'string' ? `${url}\n${body}` : url;
}

/**
 * The request of the next page. It goes to the origin of the first one, whatever host the answer names: Concur prints
 * legacy hosts there. Parameters go into the query, or into the JSON body of a search that is sent by POST.
 */
function toRequest(current: HttpRequest, next: NextPage, origin: string): HttpRequest {
  if ('address' in next) {
    const { pathname, search } = new URL(next.address, current.url);
    return { ...current, url: origin + pathname + search };
  }
  if (current.method === 'POST' && typeof current.body === 'string') {
    const body: unknown = JSON.parse(current.body);
    return { ...current, body: JSON.stringify({ ...(body as object), ...next.parameters }) };
  }
  const names = Object.keys(next.parameters);
  const [address = '', query = ''] = current.url.split('#')[0]?.split(/\?(.*)/s) ?? [];
  const kept = query.split('&').filter((pair) => pair !== '' && !names.includes(decodeName(pair)));
  const added = Object.entries(next.parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return { ...current, url: `${address}?${[...kept, ...added].join('&')}` };
}

function decodeName(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}
