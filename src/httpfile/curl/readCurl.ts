import { type CurlBodyPart, type FormField, readFormField, writeForm } from './curlForm.js';
import { type CurlArgument, readCurlArguments } from './curlOptions.js';
import { splitShellWords } from './shellWords.js';

export type { CurlBodyPart } from './curlForm.js';

/** Something in a curl command that the request made from it does not do. */
export interface CurlNote {
  /** The option as written, or what else it is about. */
  readonly option: string;
  /** One sentence for a person. */
  readonly message: string;
}

/** The request that a curl command would send. */
export interface ReadCurl {
  /** Upper case. */
  readonly method: string;
  /** As written; '' when the command names none. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Joined they are the body; none when there is no body. */
  readonly bodyParts: readonly CurlBodyPart[];
  /** `--max-time`. */
  readonly timeoutMs?: number;
  readonly notes: readonly CurlNote[];
}

/** Whether text starts a curl command; a prompt sign may stand before it. */
export function isCurl(text: string): boolean {
  return /^\s*(?:[$>]\s+)?curl(?:\.exe)?(?=\s|$)/i.test(text);
}

/**
 * Reads a curl command as a POSIX shell, cmd or PowerShell would hand it to curl; variables in double braces stay.
 * Never throws: what cannot be carried over is told in `notes`.
 */
export function readCurl(command: string): ReadCurl {
  const { words, rest, isUnclosed } = splitShellWords(command.replace(/^\s*[$>]\s+/, ''));
  const reader = new CurlReader();
  for (const argument of readCurlArguments(words.slice(1))) reader.take(argument);
  if (rest !== '') reader.note(rest.split(/\s/)[0] ?? rest, 'What follows the command is not run.');
  if (isUnclosed)
    reader.note('curl', 'A quote is opened and never closed. Close it, so that it is clear where the value ends.');
  return reader.finish();
}

type Header = readonly [string, string];

class CurlReader {
  #method: string | undefined;
  #url: string | undefined;
  #isGet = false;
  #isHead = false;
  #isOver = false;
  #timeoutMs: number | undefined;
  #upload: string | undefined;
  readonly #headers: Header[] = [];
  readonly #removed = new Set<string>();
  readonly #defaults: Header[] = [];
  readonly #data: CurlBodyPart[] = [];
  readonly #query: string[] = [];
  readonly #fields: FormField[] = [];
  readonly #notes: CurlNote[] = [];

  note(option: string, message: string): void {
    this.#notes.push({ option, message });
  }

  take(argument: CurlArgument): void {
    if (this.#isOver) return;
    if (argument.kind === 'unknown')
      this.note(argument.name, `The option ${argument.name} is not known here and is left out.`);
    else if (argument.kind === 'word') this.#takeUrl(argument.value);
    else this.#takeOption(argument);
  }

  finish(): ReadCurl {
    const parts = this.#bodyParts();
    const isQuery = this.#isGet || this.#isHead;
    const dataQuery = this.#isGet ? this.#data.flatMap((part) => (part.kind === 'text' ? part.text : [])) : [];
    return {
      method: this.#method ?? this.#defaultMethod(parts.length > 0),
      url: addQuery(this.#url ?? '', [...dataQuery, ...this.#query]),
      headers: this.#allHeaders(isQuery ? 0 : parts.length),
      bodyParts: isQuery ? [] : parts,
      ...(this.#timeoutMs === undefined ? {} : { timeoutMs: this.#timeoutMs }),
      notes: this.#notes,
    };
  }

  #takeOption({ name, meaning, value }: Extract<CurlArgument, { kind: 'option' }>): void {
    switch (meaning) {
      case 'request':
        this.#method = value.toUpperCase();
        return;
      case 'url':
        this.#takeUrl(value);
        return;
      case 'urlQuery':
        this.#query.push(value.startsWith('+') ? value.slice(1) : encodeData(value));
        return;
      case 'header':
        this.#takeHeader(name, value);
        return;
      case 'get':
        this.#isGet = true;
        return;
      case 'head':
        this.#isHead = true;
        return;
      case 'upload':
        this.#upload = value;
        return;
      case 'form':
      case 'formString':
        this.#takeField(name, value, meaning === 'form');
        return;
      case 'maxTime':
        this.#timeoutMs = Number(value) > 0 ? Number(value) * 1000 : undefined;
        return;
      case 'user':
      case 'bearer':
      case 'cookie':
      case 'userAgent':
      case 'referer':
      case 'range':
        this.#takeHeaderOption(name, meaning, value);
        return;
      case 'insecure':
        this.note(
          name,
          'Certificates are checked all the same. Add a certificate authority to the system if one is missing.',
        );
        return;
      case 'next':
        this.#isOver = true;
        this.note(name, 'Only the first request of the command is read. Write the others as commands of their own.');
        return;
      case 'location':
      case 'silent':
        return;
      case 'dropped':
        this.note(name, `The option ${name} has no meaning here and is left out.`);
        return;
      default:
        this.#takeData(name, meaning, value);
    }
  }

  #takeUrl(value: string): void {
    if (this.#url === undefined) this.#url = value;
    else this.note(value, 'Only the first URL of the command is read. Is an argument not quoted?');
  }

  #takeHeader(option: string, value: string): void {
    if (value.startsWith('@')) {
      this.note(option, 'Headers from a file are left out. Write them into the request.');
      return;
    }
    const [, name, mark, rest = ''] = /^([^:;]+)([:;])([\s\S]*)$/.exec(value) ?? [];
    if (name === undefined) return;
    if (mark === ':' && rest.trim() === '') this.#removed.add(name.trim().toLowerCase());
    else this.#headers.push([name.trim(), rest.trim()]);
  }

  #takeHeaderOption(
    option: string,
    meaning: 'user' | 'bearer' | 'cookie' | 'userAgent' | 'referer' | 'range',
    value: string,
  ): void {
    switch (meaning) {
      case 'user':
        if (!value.includes(':'))
          this.note(option, 'The password is missing, for which curl would ask. Write it behind a colon.');
        this.#defaults.push(['Authorization', `Basic ${value.includes('{{') ? value : encodeBase64(value)}`]);
        return;
      case 'bearer':
        this.#defaults.push(['Authorization', `Bearer ${value}`]);
        return;
      case 'cookie':
        if (value.includes('=') || value.includes('{{')) this.#headers.push(['Cookie', value]);
        else this.note(option, 'Cookies from a file are left out. Write them as name=value.');
        return;
      case 'userAgent':
        this.#defaults.push(['User-Agent', value]);
        return;
      case 'referer':
        this.#defaults.push(['Referer', value.replace(/;auto$/, '')]);
        return;
      case 'range':
        this.#defaults.push(['Range', `bytes=${value}`]);
    }
  }

  #takeField(option: string, value: string, mayBeFile: boolean): void {
    const field = readFormField(value, mayBeFile);
    if (field) this.#fields.push(field);
    else this.note(option, `"${value}" is no field of a form and is left out. Write it as name=value.`);
  }

  #takeData(
    option: string,
    meaning: 'data' | 'dataRaw' | 'dataBinary' | 'dataUrlencode' | 'json',
    value: string,
  ): void {
    const isFile = meaning !== 'dataRaw' && meaning !== 'dataUrlencode' && value.startsWith('@');
    if (isFile && value === '@-') {
      this.note(option, 'Data from the standard input is left out. Write it into the request, or into a file.');
      return;
    }
    if (isFile && this.#isGet) this.note(option, 'A file cannot become part of the URL and is left out.');
    if (meaning === 'dataUrlencode' && /^[^=@]*@/.test(value)) {
      this.note(option, 'A file that is to be percent-encoded is left out. Write its text into the request.');
      return;
    }
    const isFirst = this.#data.length === 0;
    if (!isFirst && meaning !== 'json') this.#data.push({ kind: 'text', text: '&' });
    if (isFile) this.#data.push({ kind: 'file', path: value.slice(1) });
    else this.#data.push({ kind: 'text', text: meaning === 'dataUrlencode' ? encodeData(value) : value });
    if (meaning === 'json') {
      this.#defaults.unshift(['Content-Type', 'application/json'], ['Accept', 'application/json']);
    }
  }

  #bodyParts(): readonly CurlBodyPart[] {
    if (this.#upload !== undefined) return [{ kind: 'file', path: this.#upload }];
    if (this.#fields.length > 0) return writeForm(this.#fields, this.#boundary());
    const isEmpty = this.#data.every((part) => part.kind === 'text' && part.text === '');
    return isEmpty ? [] : this.#data;
  }

  #boundary(): string {
    const own = this.#headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    return /boundary="?([^";]+)/i.exec(own ?? '')?.[1] ?? 'request-file-form-boundary';
  }

  #allHeaders(bodyLength: number): readonly Header[] {
    const isForm = this.#fields.length > 0 && this.#upload === undefined;
    // curl writes the boundary itself; a type without one would lead nobody to the parts.
    const own = this.#headers.filter(
      ([name, value]) => !(isForm && name.toLowerCase() === 'content-type' && !/boundary=/i.test(value)),
    );
    const defaults: Header[] = [...this.#defaults];
    if (bodyLength > 0 && isForm) defaults.push(['Content-Type', `multipart/form-data; boundary=${this.#boundary()}`]);
    else if (bodyLength > 0 && this.#upload === undefined)
      defaults.push(['Content-Type', 'application/x-www-form-urlencoded']);
    const seen = new Set([...own.map(([name]) => name.toLowerCase()), ...this.#removed]);
    const added = defaults.filter(([name]) => {
      const isNew = !seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      return isNew;
    });
    return [...own, ...added];
  }

  #defaultMethod(hasBody: boolean): string {
    if (this.#isHead) return 'HEAD';
    if (this.#upload !== undefined) return 'PUT';
    return (hasBody || this.#data.length > 0) && !this.#isGet ? 'POST' : 'GET';
  }
}

/** `--data-urlencode`: `name=content`, `=content` and `content`; what stands in double braces is left for its value. */
function encodeData(value: string): string {
  const at = value.indexOf('=');
  const name = at > 0 ? value.slice(0, at + 1) : '';
  const content = at === -1 ? value : value.slice(at + 1);
  return (
    name + content.replace(/\{\{[^{}]+\}\}|[\s\S][^{]*/g, (part) => (part.startsWith('{{') ? part : encodeText(part)))
  );
}

function encodeText(text: string): string {
  return encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(text))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function addQuery(url: string, pieces: readonly string[]): string {
  const query = pieces.filter((piece) => piece !== '' && piece !== '&').join('&');
  if (query === '') return url;
  const [, before = url, fragment = ''] = /^([^#]*)(#.*)?$/.exec(url) ?? [];
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`;
}
