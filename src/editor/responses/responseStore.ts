import {
  EventEmitter,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  type Tab,
  TabInputCustom,
  TabInputText,
  Uri,
  Disposable as VscodeDisposable,
  window,
} from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import type { Disposable } from '../../kernel/disposable.js';
import { binaryExtension, readBody } from '../../response/format.js';
import { nameExchange } from '../../response/summary.js';

/** Scheme of the read-only documents that show responses: `concur-response:/<when>/<name>.<extension>`. */
export const RESPONSE_SCHEME = 'concur-response';

interface Shown {
  readonly exchange: Exchange;
  readonly content: Uint8Array;
}

/** Holds the responses that are open in tabs, as files of a read-only file system, and lets go of them with their tab. */
export class ResponseStore implements FileSystemProvider, Disposable {
  readonly #files = new Map<string, Shown>();
  readonly #folders = new Map<string, string>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #subscription: Disposable;

  readonly onDidChangeFile = this.#changed.event;

  constructor() {
    this.#subscription = window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed) this.#release(tab);
    });
  }

  /** Takes a response in and gives the address under which it can be opened. */
  async add(exchange: Exchange): Promise<Uri> {
    const binary = binaryExtension(exchange.response);
    const name = nameExchange(exchange);
    if (binary !== undefined) return this.#put(exchange, `${name}.${binary}`, exchange.response.body);
    const { text, extension } = await readBody(exchange.response);
    return this.#put(exchange, `${name}.${extension}`, Buffer.from(text));
  }

  /** Takes in a text that belongs to an exchange, such as its headers. */
  addText(exchange: Exchange, name: string, text: string): Uri {
    return this.#put(exchange, name, Buffer.from(text));
  }

  /** The exchange behind a document; undefined once it was let go. */
  find(uri: Uri): Exchange | undefined {
    return uri.scheme === RESPONSE_SCHEME ? this.#files.get(uri.path)?.exchange : undefined;
  }

  stat(uri: Uri): FileStat {
    const file = this.#files.get(uri.path);
    const time = file?.exchange.startedAt.getTime() ?? 0;
    return { type: FileType.File, ctime: time, mtime: time, size: (file?.content ?? gone()).length };
  }

  readFile(uri: Uri): Uint8Array {
    return this.#files.get(uri.path)?.content ?? gone();
  }

  watch(): VscodeDisposable {
    return new VscodeDisposable(() => undefined); // a response never changes
  }

  readDirectory(): never {
    throw FileSystemError.NoPermissions();
  }

  createDirectory(): never {
    throw FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw FileSystemError.NoPermissions();
  }

  delete(): never {
    throw FileSystemError.NoPermissions();
  }

  rename(): never {
    throw FileSystemError.NoPermissions();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#files.clear();
  }

  #put(exchange: Exchange, name: string, content: Uint8Array): Uri {
    const path = `/${this.#folderOf(exchange)}/${name}`;
    this.#files.set(path, { exchange, content });
    return Uri.from({ scheme: RESPONSE_SCHEME, path });
  }

  /** When it was sent, for the breadcrumbs; told apart by a number where two were sent within a second. */
  #folderOf({ id, startedAt }: Exchange): string {
    const known = this.#folders.get(id);
    if (known !== undefined) return known;
    const time = startedAt.toTimeString().slice(0, 8).replaceAll(':', '.');
    const taken = new Set(this.#folders.values());
    let folder = time;
    for (let n = 2; taken.has(folder); n++) folder = `${time} (${n})`;
    this.#folders.set(id, folder);
    return folder;
  }

  #release(tab: Tab): void {
    const { input } = tab;
    if (!(input instanceof TabInputText || input instanceof TabInputCustom)) return;
    if (input.uri.scheme !== RESPONSE_SCHEME || isOpen(input.uri)) return;
    const id = this.find(input.uri)?.id;
    this.#files.delete(input.uri.path);
    if (id !== undefined && ![...this.#files.values()].some(({ exchange }) => exchange.id === id))
      this.#folders.delete(id);
  }
}

function isOpen(uri: Uri): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => {
      const isDocument = input instanceof TabInputText || input instanceof TabInputCustom;
      return isDocument && input.uri.toString() === uri.toString();
    }),
  );
}

/** What a tab shows that outlived its window: responses are kept in memory only. */
function gone(): Uint8Array {
  return Buffer.from(l10n.t('This response was kept in memory and went with its window. Send the request again.'));
}
