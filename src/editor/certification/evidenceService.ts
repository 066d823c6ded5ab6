import { type Memento, workspace } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import type { TokenLog } from '../../auth/tokenLog.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { Evidence } from '../../certification/evidence.js';
import type { RequestFile } from '../../certification/fileEvidence.js';
import type { ExchangeHistory } from '../../http/history/exchangeHistory.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import { TokenMemory } from './tokenMemory.js';

/** What evidence is gathered from. */
export interface EvidenceNeeds {
  readonly catalog: Catalog;
  readonly history: { open(): Promise<ExchangeHistory> };
  readonly connections: {
    readonly states: readonly { readonly connection: Connection; readonly tokenSet: TokenSet | undefined }[];
    readonly onDidChange: (listener: () => void) => Disposable;
    network(): Promise<{ readonly tokenLog: TokenLog }>;
  };
  readonly globalMemory: Memento;
}

/** Request files and past exchanges beyond this many are not looked into. */
const MOST_FILES = 500;
const MOST_EXCHANGES = 1_000;
const MOST_BYTES = 1_000_000;

/** Gathers what is known of an application: its request files, sent requests, token exchanges and connections. */
export class EvidenceService implements Disposable {
  readonly #needs: EvidenceNeeds;
  readonly #store = new DisposableStore();
  readonly #tokens: TokenMemory;

  constructor(needs: EvidenceNeeds) {
    this.#needs = needs;
    const { connections, globalMemory } = needs;
    this.#tokens = this.#store.add(
      new TokenMemory(
        globalMemory,
        (origin) =>
          connections.states.find(
            ({ connection, tokenSet }) => connection.geolocation === origin || tokenSet?.geolocation === origin,
          )?.connection.grant.kind,
      ),
    );
    this.#store.add(
      connections.onDidChange(() => {
        if (connections.states.some(({ tokenSet }) => tokenSet)) {
          void connections.network().then(({ tokenLog }) => this.#tokens.watch(tokenLog));
        }
      }),
    );
  }

  async gather(signal: AbortSignal): Promise<Evidence> {
    const { catalog, connections } = this.#needs;
    const { operationFinder, readFileEvidence } = await import('../../certification/fileEvidence.js');
    const files = await readRequestFiles(signal);
    return {
      ...(await readFileEvidence(files, catalog)),
      sent: await this.#readSent(await operationFinder(catalog), signal),
      tokens: this.#tokens.events,
      connections: connections.states.map(({ connection, tokenSet }) => ({
        name: connection.name,
        geolocation: tokenSet?.geolocation ?? connection.geolocation,
        isLegacy: connection.grant.kind.startsWith('legacy'),
        ...(tokenSet ? { scopes: tokenSet.scopes } : {}),
      })),
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #readSent(
    operationOf: Awaited<ReturnType<typeof import('../../certification/fileEvidence.js').operationFinder>>,
    signal: AbortSignal,
  ): Promise<Evidence['sent']> {
    const { toSentRequest } = await import('../../certification/exchangeEvidence.js');
    const history = await this.#needs.history.open();
    const sent: Evidence['sent'][number][] = [];
    for (const { id } of (await history.list()).slice(0, MOST_EXCHANGES)) {
      signal.throwIfAborted();
      const remembered = await history.read(id);
      if (remembered) sent.push(toSentRequest(remembered.exchange, operationOf));
    }
    return sent.reverse();
  }
}

async function readRequestFiles(signal: AbortSignal): Promise<readonly RequestFile[]> {
  const found = await workspace.findFiles('**/*.{http,rest}', '**/{node_modules,.git,dist,out}/**', MOST_FILES);
  const files: RequestFile[] = [];
  for (const uri of found) {
    signal.throwIfAborted();
    if ((await workspace.fs.stat(uri)).size > MOST_BYTES) continue;
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    files.push({ name: workspace.asRelativePath(uri), text });
  }
  return files.sort((a, b) => a.name.localeCompare(b.name));
}
