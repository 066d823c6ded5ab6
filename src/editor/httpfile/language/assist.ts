import { type SecretStorage, type TextDocument, workspace } from 'vscode';
import type { Catalog } from '../../../catalog/catalog.js';
import type { Exchange } from '../../../http/exchange.js';
import { type ReadyCatalog, readCatalog } from '../../../httpassist/checkSection.js';
import { type KnownNames, knownNames } from '../../../httpassist/checkVariables.js';
import { variableValue } from '../../../httpassist/hover.js';
import type { OutsideVariables } from '../../../httpassist/outside.js';
import type { RecentCall } from '../../../httpassist/recentIds.js';
import { WordIndex } from '../../../httpassist/words.js';
import type { ParsedHttpFile } from '../../../httpfile/parse.js';
import type { Disposable } from '../../../kernel/disposable.js';
import { DisposableStore } from '../../../kernel/disposable.js';
import type { ParsedDocuments } from './parsedDocuments.js';
import { Surroundings } from './surroundings.js';

/** What helping with request files needs. */
export interface AssistNeeds {
  readonly catalog: Catalog;
  readonly documents: ParsedDocuments;
  readonly secrets: SecretStorage;
  /** Tells of answers, whose ids are offered where a path asks for one. */
  readonly runner: { readonly onDidExchange: (listener: (exchange: Exchange) => void) => Disposable };
}

/** How many answers ids are looked for in, and how large one may be. */
const MOST_ANSWERS = 20;
const MOST_ANSWER_BYTES = 1024 * 1024;

/** What all that helps with request files shares: words, the catalogue, and what lies around a file. */
export class Assist implements Disposable {
  readonly words = new WordIndex();
  readonly #store = new DisposableStore();
  readonly #needs: AssistNeeds;
  readonly #answers: Exchange[] = [];
  readonly #known = new WeakMap<ParsedHttpFile, KnownNames>();
  readonly surroundings: Surroundings;

  constructor(needs: AssistNeeds) {
    this.#needs = needs;
    this.surroundings = this.#store.add(new Surroundings(needs.secrets));
    this.#store.add(
      needs.runner.onDidExchange((exchange) => {
        this.#answers.unshift(exchange);
        this.#answers.length = Math.min(this.#answers.length, MOST_ANSWERS);
      }),
    );
  }

  parse(document: TextDocument): ParsedHttpFile {
    return this.#needs.documents.parse(document);
  }

  /** The catalogue; read when it is first asked for. */
  catalog(): Promise<ReadyCatalog> {
    return readCatalog(this.#needs.catalog);
  }

  async known(document: TextDocument): Promise<KnownNames> {
    const outside = await this.surroundings.of(document);
    const file = this.parse(document);
    const known = this.#known.get(file);
    if (known?.outside === outside) return known;
    const names = knownNames(file, this.words, outside);
    this.#known.set(file, names);
    return names;
  }

  variableValue(document: TextDocument, outside: OutsideVariables): (name: string) => string | undefined {
    return variableValue(this.parse(document), outside);
  }

  /** Calls of this window, the latest first. */
  recent(): readonly RecentCall[] {
    return this.#answers.map(({ request: { method, url }, response }) => {
      const json =
        response.bodyFile === undefined && response.body.length <= MOST_ANSWER_BYTES
          ? parseJson(response.body)
          : undefined;
      return { method, url, ...(json === undefined ? {} : { json }) };
    });
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined; // no JSON, in which no ids are looked for
  }
}

/** Whether a document is a request file that can be helped with. */
export function isRequestFile(document: TextDocument): boolean {
  return document.languageId === 'http' && !document.isClosed && workspace.textDocuments.includes(document);
}
