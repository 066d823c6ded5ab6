import * as z from 'zod/mini';

/** A body in one media type. */
const writtenBody = z.object({
  /** As it goes into `Content-Type`: the media type with its parameters, such as the boundary of parts. */
  contentType: z.string(),
  /** As in a request file: where `readsFiles` is set, a line `< path` stands for the content of that file. */
  text: z.string(),
  readsFiles: z.optional(z.boolean()),
});

const body = z.object({
  /** The one that is sent; a key of `written`. */
  mediaType: z.string(),
  /** By media type, so that nothing is lost on the way to another and back. */
  written: z.record(z.string(), writtenBody),
});

const header = z.object({ name: z.string(), value: z.string(), isOn: z.boolean() });

/** Who the request speaks for. */
const auth = z.discriminatedUnion('kind', [
  /** The connection in use, or the one with this id. */
  z.object({ kind: z.literal('connection'), id: z.optional(z.string()) }),
  z.object({ kind: z.literal('none') }),
  /** A header of this name; its value lies in the secret store. */
  z.object({ kind: z.literal('header'), name: z.string() }),
]);

/** How a draft is written in the state of a webview; a draft of another version is not read. */
export const draftSchema = z.object({
  version: z.literal(2),
  /** Tells drafts apart: the secret store names secrets by it. */
  id: z.string(),
  /** e.g. `expense-reports-v3/listReports`; absent where no operation is known. */
  operationId: z.optional(z.string()),
  /** Upper case. */
  method: z.string(),
  /** Address letter by letter, absolute or a path; '' where operation and parameters make it. */
  url: z.string(),
  /** By name, as they were typed; without those that are empty or secret. */
  parameters: z.record(z.string(), z.string()),
  /** In the order of the wire, after those that parameters make. */
  headers: z.array(header),
  /** Names, in lower case, of headers that the operation would bring and that are not wanted. */
  headersOff: z.array(z.string()),
  body: z.optional(body),
  auth,
  /** The request file that it came from; `line` is zero-based. */
  source: z.optional(z.object({ uri: z.string(), line: z.int() })),
});

/** What version 1 kept. */
const draftSchemaV1 = z.object({
  version: z.literal(1),
  operationId: z.string(),
  parameters: z.record(z.string(), z.string()),
  body: z.optional(body),
});

/** A request being built. Secrets of parameters are never part of it. */
export type Draft = Readonly<z.infer<typeof draftSchema>>;

/** A body in one media type, with the `Content-Type` to send it under. */
export type WrittenBody = Readonly<z.infer<typeof writtenBody>>;

/** A header as it was typed. */
export type DraftHeader = Readonly<z.infer<typeof header>>;

export type DraftAuth = Readonly<z.infer<typeof auth>>;

/** An empty draft. */
export function newDraft(id: string, parts: Partial<Omit<Draft, 'version' | 'id'>> = {}): Draft {
  return {
    version: 2,
    id,
    method: 'GET',
    url: '',
    parameters: {},
    headers: [],
    headersOff: [],
    auth: { kind: 'connection' },
    ...parts,
  };
}

/**
 * Reads what a webview kept; undefined when it is no draft that any version knows.
 * @param newId names a draft of the version that had no names
 */
export function parseDraft(state: unknown, newId: () => string): Draft | undefined {
  const parsed = draftSchema.safeParse(state);
  if (parsed.success) return parsed.data;
  const old = draftSchemaV1.safeParse(state);
  if (!old.success) return undefined;
  const { operationId, parameters, body } = old.data;
  return newDraft(newId(), { method: '', operationId, parameters, ...(body ? { body } : {}) });
}

/** The body that is sent; undefined when there is none. */
export function bodyToSend({ body }: Draft): WrittenBody | undefined {
  return body?.written[body.mediaType];
}

/** With this value for a parameter; an empty one takes it out. */
export function withParameter(draft: Draft, name: string, value: string): Draft {
  const { [name]: _, ...others } = draft.parameters;
  return { ...draft, parameters: value === '' ? others : { ...others, [name]: value } };
}

/** How secrets are taken out of a draft. */
export interface SecretRules {
  /** Parameters whose values are secrets. */
  readonly names: readonly string[];
  readonly mapText: (text: string) => string;
  readonly mapUrl: (url: string) => string;
  readonly mapHeader: (name: string, value: string) => string;
}

/** Without the values of secret parameters, and with address, headers and every body as the rules make them. */
export function withoutSecrets(draft: Draft, { names, mapText, mapUrl, mapHeader }: SecretRules): Draft {
  const parameters = Object.fromEntries(Object.entries(draft.parameters).filter(([name]) => !names.includes(name)));
  const headers = draft.headers.map((one) => ({ ...one, value: mapHeader(one.name, one.value) }));
  const kept = { ...draft, url: mapUrl(draft.url), parameters, headers };
  if (!draft.body) return kept;
  const written = Object.fromEntries(
    Object.entries(draft.body.written).map(([mediaType, one]) => [mediaType, { ...one, text: mapText(one.text) }]),
  );
  return { ...kept, body: { ...draft.body, written } };
}

/** With this body as the one that is sent; those in other media types stay. */
export function withBody(draft: Draft, mediaType: string, body: WrittenBody): Draft {
  return { ...draft, body: { mediaType, written: { ...draft.body?.written, [mediaType]: body } } };
}

/** Without a body; what was written is dropped. */
export function withoutBody(draft: Draft): Draft {
  const { body: _, ...rest } = draft;
  return rest;
}

/** With another text for the body that is sent. */
export function withBodyText(draft: Draft, text: string): Draft {
  const { body } = draft;
  if (!body) return draft;
  const written = body.written[body.mediaType] ?? { contentType: body.mediaType, text: '' };
  return withBody(draft, body.mediaType, { ...written, text });
}
