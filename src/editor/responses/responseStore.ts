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
import { describeBinary } from '../../response/hexView.js';
import { nameExchange } from '../../response/summary.js';
import { readResponseSettings } from '../host/settings.js';
import { type BodyFolder, DOCUMENT_BYTES } from './bodyFolder.js';
import { RecentExchanges } from './recentExchanges.js';

/** Scheme of the read-only documents that show responses: `concur-response:/<when>/<name>.<extension>`. */
export const RESPONSE_SCHEME = 'concur-response';

/** Viewers of VS Code itself, or common ones; other bytes are shown as a hint with their beginning in hex. */
const VIEWABLE = new Set(['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp', 'ico', 'avif', 'pdf']);

interface Shown {
  readonly exchange: Exchange;
  readonly kind: 'body' | 'formatted' | 'about';
  /** Absent for a body that lies in a file. */
  readonly content?: Uint8Array;
  /** The body is shown as it came, because it is large. */
  readonly isRaw?: boolean;
}

/** Holds the responses that are open in tabs, as files of a read-only file system, and lets go of them with their tab. */
export class ResponseStore implements FileSystemProvider, Disposable {
  readonly #files = new Map<string, Shown>();
  readonly #folders = new Map<string, string>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #subscription: Disposable;
  readonly #bodies: BodyFolder;

  readonly onDidChangeFile = this.#changed.event;
  readonly recent = new RecentExchanges();

  constructor(bodies: BodyFolder) {
    this.#bodies = bodies;
    this.#subscription = window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed) this.#release(tab);
    });
  }

  /** Takes a response in and gives the address under which it can be opened. */
  async add(exchange: Exchange): Promise<Uri> {
    this.recent.add(exchange);
    const { response } = exchange;
    const name = nameExchange(exchange);
    const binary = binaryExtension(response);
    const isSmall = response.bodyFile === undefined && response.bodySize <= DOCUMENT_BYTES;
    if (binary !== undefined && !VIEWABLE.has(binary)) {
      return this.#put(
        { exchange, kind: 'body', content: Buffer.from(describeBinary(response, binary)) },
        `${name}.txt`,
      );
    }
    if (binary !== undefined) {
      if (isSmall) return this.#put({ exchange, kind: 'body', content: response.body }, `${name}.${binary}`);
      return this.#putFile(await this.#bodies.putBinary(response, `${name}.${binary}`), { exchange, kind: 'body' });
    }
    if (isSmall) {
      const { text, extension } = await readBody(response);
      return this.#put({ exchange, kind: 'body', content: Buffer.from(text) }, `${name}.${extension}`);
    }
    const { file, isRaw } = await this.#bodies.put(response, name, readResponseSettings().largeBodyBytes);
    return this.#putFile(file, { exchange, kind: 'body', isRaw });
  }

  /** Formats a body that is shown as it came; undefined when it cannot be formatted. */
  async format(uri: Uri, signal: AbortSignal): Promise<Uri | undefined> {
    const shown = this.#files.get(keyOf(uri));
    if (!shown) return undefined;
    const file = await this.#bodies.format(uri.fsPath, shown.exchange.response, signal);
    return file === undefined ? undefined : this.#putFile(file, { exchange: shown.exchange, kind: 'formatted' });
  }

  /** Takes in a text that belongs to an exchange, such as its headers. */
  addText(exchange: Exchange, name: string, text: string): Uri {
    return this.#put({ exchange, kind: 'about', content: Buffer.from(text) }, name);
  }

  /** The exchange behind a document; undefined once it was let go. */
  find(uri: Uri): Exchange | undefined {
    return this.#files.get(keyOf(uri))?.exchange;
  }

  /** The same for documents that show the body, and not something about it. */
  findBody(uri: Uri): Exchange | undefined {
    const shown = this.#files.get(keyOf(uri));
    return shown?.kind === 'about' ? undefined : shown?.exchange;
  }

  /** Whether the body is shown as it came, though it could be formatted. */
  isRaw(uri: Uri): boolean {
    return this.#files.get(keyOf(uri))?.isRaw === true;
  }

  stat(uri: Uri): FileStat {
    const file = this.#files.get(keyOf(uri));
    const time = file?.exchange.startedAt.getTime() ?? 0;
    return { type: FileType.File, ctime: time, mtime: time, size: (file?.content ?? gone()).length };
  }

  readFile(uri: Uri): Uint8Array {
    return this.#files.get(keyOf(uri))?.content ?? gone();
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
    this.#bodies.dispose();
  }

  #put(shown: Shown, name: string): Uri {
    const uri = Uri.from({ scheme: RESPONSE_SCHEME, path: `/${this.#folderOf(shown.exchange)}/${name}` });
    this.#files.set(keyOf(uri), shown);
    return uri;
  }

  #putFile(file: string, shown: Shown): Uri {
    const uri = Uri.file(file);
    this.#files.set(keyOf(uri), shown);
    return uri;
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
    const uri = uriOf(tab);
    const shown = uri && this.#files.get(keyOf(uri));
    if (!uri || !shown || isOpen(uri)) return;
    this.#files.delete(keyOf(uri));
    const { id } = shown.exchange;
    if (uri.scheme === 'file' && shown.kind === 'body') void this.#bodies.release(uri.fsPath);
    if (![...this.#files.values()].some(({ exchange }) => exchange.id === id)) this.#folders.delete(id);
  }
}

function keyOf(uri: Uri): string {
  return `${uri.scheme}:${uri.path}`;
}

/** The document that a tab shows; undefined for tabs of other kinds. */
export function uriOf({ input }: Tab): Uri | undefined {
  return input instanceof TabInputText || input instanceof TabInputCustom ? input.uri : undefined;
}

function isOpen(uri: Uri): boolean {
  return window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => uriOf(tab)?.toString() === uri.toString()));
}

/** What a tab shows that outlived its window: responses are kept in memory only. */
function gone(): Uint8Array {
  return Buffer.from(l10n.t('This response was kept in memory and went with its window. Send the request again.'));
}
