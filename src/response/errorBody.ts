/** What an answer says about why it is a no, in whichever of Concur's error shapes it came. */
export interface ErrorBody {
  /** The service's own sentence. */
  readonly message?: string;
  /** Its code or id for this kind of failure, e.g. `16`, `invalidFilter`, `BUDGET.INVALID_ID`. */
  readonly code?: string;
  /** Its id for this one failure, for support. */
  readonly errorId?: string;
  /** What it says of single fields, in its order. */
  readonly fields: readonly FieldError[];
}

/** What is wrong with one field. */
export interface FieldError {
  /** Name or path as the service writes it. */
  readonly field: string;
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;

/** More than this is no error message. */
const MOST_CHARACTERS = 64 * 1024;

/** Names under which families write the same thing, in the order of preference. */
const MESSAGE = [
  'errorMessage',
  'ErrorMessage',
  'error_description',
  'message',
  'Message',
  'detail',
  'description',
  'errormsg',
];
const CODE = ['errorCode', 'ErrorCode', 'scimType', 'code', 'Code', 'errorType', 'type'];
const ERROR_ID = ['errorId', 'Id', 'ID', 'concur-correlationid', 'requestId'];
const FIELD = ['source', 'dataPath', 'schemaPath', 'FieldCode', 'field', 'path', 'external-id', 'list-item-code'];
/** Where families keep further errors: lists, or one error as an object. */
const NESTED = [
  'Error',
  'error',
  'errors',
  'Errors',
  'validationErrors',
  'errorMessageList',
  'messages',
  'urn:ietf:params:scim:api:messages:concur:2.0:Error',
];

/**
 * Reads an error body: OAuth, v1 and v3 in XML or JSON, v4 with its validation errors, lists, cards, budgets, purchase
 * requests, SCIM with Concur's extension, and the results of batches. Undefined when the text says nothing of the kind.
 * @see developer.concur.com /api-reference (each API's error section)
 */
export function readErrorBody(text: string): ErrorBody | undefined {
  const start = text.slice(0, MOST_CHARACTERS).trim();
  const found = start.startsWith('<') ? readXml(start) : readJson(start);
  return found && (found.message !== undefined || found.code !== undefined || found.fields.length > 0)
    ? found
    : undefined;
}

function readJson(text: string): ErrorBody | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // a text or a page, or cut off: nothing to take apart
  }
  return Array.isArray(value) ? join(readList(value)) : isObject(value) ? readObject(value) : undefined;
}

function readObject(value: Json): ErrorBody {
  const errors = NESTED.map((name) => value[name]);
  const nested = errors.flatMap((inner) =>
    Array.isArray(inner) ? readList(inner) : isObject(inner) ? [readNested(inner)] : [],
  );
  const inner = join(nested);
  const plainError = typeof value.error === 'string' ? value.error : undefined; // OAuth's word for the kind
  return {
    ...some('message', first(value, MESSAGE) ?? inner.message),
    ...some('code', first(value, CODE) ?? plainError ?? inner.code),
    ...some('errorId', first(value, ERROR_ID) ?? inner.errorId),
    fields: inner.fields,
  };
}

/** One error within another: the id of a list's error tells its kind. */
function readNested(value: Json): ErrorBody {
  const { id } = value;
  const read = readObject(value);
  return read.code === undefined && typeof id === 'string' ? { ...read, code: id } : read;
}

function readList(list: readonly unknown[]): ErrorBody[] {
  return list.filter(isObject).map((item) => {
    const read = readNested(item);
    const field = first(item, FIELD);
    if (field === undefined || read.message === undefined) return read;
    const { message, ...rest } = read;
    return { ...rest, fields: [{ field, message }, ...read.fields] };
  });
}

/** Several errors as one: the first that says a thing says it, fields are gathered. */
function join(all: readonly ErrorBody[]): ErrorBody {
  return {
    ...some('message', all.find(({ message }) => message !== undefined)?.message),
    ...some('code', all.find(({ code }) => code !== undefined)?.code),
    ...some('errorId', all.find(({ errorId }) => errorId !== undefined)?.errorId),
    fields: all.flatMap(({ fields }) => fields),
  };
}

/** XML is read by the names of its elements, wherever they stand: v1 and v3 wrap them in different ones. */
function readXml(text: string): ErrorBody | undefined {
  if (/^<(!doctype\s+html|html)/i.test(text)) return undefined;
  const items = [...text.matchAll(/<error>([\s\S]*?)<\/error>/g)].map(([, inner = '']) => inner); // of a batch
  const fields = items.flatMap((item) => {
    const [field, message] = [element(item, FIELD), element(item, MESSAGE)];
    return field === undefined || message === undefined ? [] : [{ field, message }];
  });
  return {
    ...some('message', fields.length > 0 ? undefined : element(text, MESSAGE)),
    ...some('code', element(text, CODE)),
    ...some('errorId', element(text, ERROR_ID)),
    fields,
  };
}

function element(text: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const content = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^<>]*)?>([^<]+)<`).exec(text)?.[1];
    if (content?.trim()) return clean(unescapeXml(content));
  }
  return undefined;
}

function unescapeXml(text: string): string {
  const letters: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (all, code: string | undefined, name: string | undefined) =>
    code === undefined ? (letters[name ?? ''] ?? all) : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
  );
}

/** The first of these members that is a text or a number. */
function first(value: Json, names: readonly string[]): string | undefined {
  for (const name of names) {
    const member = value[name];
    if ((typeof member === 'string' && member.trim() !== '') || typeof member === 'number')
      return clean(String(member));
  }
  return undefined;
}

function clean(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function some<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, string>>);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
