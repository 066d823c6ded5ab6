/** What host and webview say to each other. Both sides parse before they believe. */
import * as z from 'zod/mini';
import { draftSchema } from './draft.js';
import { bodyFindingSchema, bodyPathSchema, formViewSchema } from './formView.js';
import { operationViewSchema } from './operationView.js';
import { resultViewSchema } from './resultView.js';
import { tableToHostSchema, tableToPanelSchema } from './table/messages.js';
import { wordsSchema } from './words.js';

const id = z.int();

/** A change of the body by its form; the host makes the text of it. */
const formEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), path: bodyPathSchema, value: z.string() }),
  /** Puts in what is missing; for a list, one more item. */
  z.object({ kind: z.literal('add'), path: bodyPathSchema }),
  z.object({ kind: z.literal('remove'), path: bodyPathSchema }),
]);

/** What the webview asks for. Every request is answered under its id, by what it asked for or by `failed`. */
export const toHostSchema = z.discriminatedUnion('type', [
  /** The page is there and wants everything; answered by `shown`. */
  z.object({ type: z.literal('ready'), id }),
  /** The draft is now this; answered by `checked`. */
  z.object({ type: z.literal('edit'), id, draft: draftSchema }),
  /** The body is to be changed by its form; answered by `text`. */
  z.object({ type: z.literal('editBody'), id, draft: draftSchema, edit: formEdit }),
  /** A secret was typed, which the draft does not hold; answered by `checked`. Nothing ever carries it back. */
  z.object({ type: z.literal('keepSecret'), id, name: z.string(), value: z.string() }),
  /** The value of the header in the Auth tab, for the secret store; answered by `checked`. */
  z.object({ type: z.literal('keepAuth'), id, value: z.string() }),
  /** Wants an example of a body; answered by `example`. */
  z.object({ type: z.literal('makeExample'), id, mediaType: z.string(), onlyRequired: z.boolean() }),
  /** Asks for a file to be sent, or one part of a form; answered by `text` with the body's new text. */
  z.object({ type: z.literal('pickFile'), id, draft: draftSchema, path: bodyPathSchema }),
  /** Answered by `done` when the sending is over, however it ended: `status` events tell. */
  z.object({ type: z.literal('send'), id, draft: draftSchema }),
  /** Ends the sending; answered by `done`. */
  z.object({ type: z.literal('cancel'), id }),
  /** Writes the request as `.http` text; answered by `done`. */
  z.object({
    type: z.literal('saveAs'),
    id,
    draft: draftSchema,
    where: z.enum(['untitled', 'new', 'append', 'replace']),
  }),
  /** Wants the request in the words of a tool or language; answered by `snippet`. */
  z.object({ type: z.literal('makeSnippet'), id, draft: draftSchema, kind: z.string() }),
  /** Puts a text on the clipboard; answered by `done`. */
  z.object({ type: z.literal('copy'), id, text: z.string() }),
  /** Opens a builder for the API that replaces this one, or its row; answered by `done`. */
  z.object({ type: z.literal('openReplacement'), id }),
  /** Wants one of the answers of this panel; answered by `result`. */
  z.object({ type: z.literal('showResult'), id, index: z.int() }),
  /** Opens an answer in an editor tab, or compares it with the one before; answered by `done`. */
  z.object({ type: z.literal('openResult'), id, index: z.int(), how: z.enum(['tab', 'compare']) }),
  /** What the table of an answer asks its host; answered by `table`. */
  z.object({ type: z.literal('table'), id, index: z.int(), message: tableToHostSchema }),
]);

export type ToHost = z.infer<typeof toHostSchema>;

/** Why a value cannot or should not be sent. */
const problem = z.discriminatedUnion('kind', [
  /** It is required and empty: nothing can be sent. */
  z.object({ kind: z.literal('missing') }),
  /** It does not fit the schema. Concur decides in the end, so it can be sent nevertheless. */
  z.object({ kind: z.literal('mismatch'), what: z.string() }),
]);

/** A connection that can be picked. */
const connectionView = z.object({
  id: z.string(),
  name: z.string(),
  /** e.g. `52 min` or `signed out`. */
  state: z.string(),
  isActive: z.boolean(),
  isUsable: z.boolean(),
});

/** What follows from a draft and the connection in use. */
const preview = z.object({
  /** Where it goes; what has no value yet stands in braces, secrets are masked. */
  url: z.string(),
  /** By the name of the parameter. */
  problems: z.record(z.string(), problem),
  bodyProblem: z.optional(problem),
  /** Scopes that the operation needs and the token does not have, as far as that is known. */
  lackingScopes: z.array(z.string()),
  /** Whether the token holds all scopes that the operation names; absent while no token is known. */
  holdsScopes: z.optional(z.boolean()),
  /** Says of the token what keeps it from doing, in one sentence. */
  fit: z.optional(z.string()),
  /** Headers that come by themselves; `isOn`: not switched off. */
  ownHeaders: z.array(z.object({ name: z.string(), value: z.string(), isOn: z.boolean(), canSwitch: z.boolean() })),
  /** Names in braces of a free address, to be filled in like parameters. */
  gaps: z.array(z.string()),
  form: z.optional(formViewSchema),
  bodyFindings: z.array(bodyFindingSchema),
  connections: z.array(connectionView),
  /** Whether the secret store holds the value of the header in the Auth tab. */
  holdsAuth: z.boolean(),
});

/** How the last sending went. */
const status = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unsent') }),
  z.object({ kind: z.literal('sending') }),
  /** `summary` holds status and time; `isRefused`: the status is 400 or above. */
  z.object({ kind: z.literal('answered'), summary: z.string(), isRefused: z.boolean() }),
  z.object({ kind: z.literal('failed'), what: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
]);

/** `keep` is what to put into the webview's state: the draft without any secret, those in bodies included. */
const checked = z.object({ type: z.literal('checked'), id, preview, keep: draftSchema });

const shown = z.object({
  type: z.literal('shown'),
  id,
  view: operationViewSchema,
  words: wordsSchema,
  draft: draftSchema,
  keep: draftSchema,
  /** Names of the parameters whose secrets the host holds. */
  heldSecrets: z.array(z.string()),
  preview,
  status,
  result: z.optional(resultViewSchema),
  layout: z.enum(['below', 'beside']),
  snippets: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Names of headers, each with values that are usual. */
  knownHeaders: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  methods: z.array(z.string()),
});

const example = z.object({
  type: z.literal('example'),
  id,
  contentType: z.string(),
  text: z.string(),
  readsFiles: z.boolean(),
});
/** The body's text after a change by its form; `contentType` where that changed, too. */
const text = z.object({
  type: z.literal('text'),
  id,
  text: z.string(),
  contentType: z.string(),
  readsFiles: z.boolean(),
});
const snippet = z.object({ type: z.literal('snippet'), id, text: z.string() });
const result = z.object({ type: z.literal('result'), id, result: resultViewSchema });
const table = z.object({ type: z.literal('table'), id, answer: z.optional(tableToPanelSchema) });
const done = z.object({ type: z.literal('done'), id });
const failed = z.object({ type: z.literal('failed'), id, what: z.string() });

/** What the host says by itself. */
const statusEvent = z.object({ type: z.literal('status'), status });
const previewEvent = z.object({ type: z.literal('preview'), preview });
const resultEvent = z.object({ type: z.literal('newResult'), result: resultViewSchema });
/** The request stands in a request file now. */
const movedEvent = z.object({ type: z.literal('moved'), source: z.object({ uri: z.string(), line: z.int() }) });
const layoutEvent = z.object({ type: z.literal('layout'), layout: z.enum(['below', 'beside']) });

/** What the host says. */
export const toPanelSchema = z.discriminatedUnion('type', [
  shown,
  checked,
  example,
  text,
  snippet,
  result,
  table,
  done,
  failed,
  statusEvent,
  previewEvent,
  resultEvent,
  movedEvent,
  layoutEvent,
]);

export type ToPanel = z.infer<typeof toPanelSchema>;
/** What answers a request. */
export type Answer = Extract<ToPanel, { id: number }>;
/** What the host says without being asked. */
export type PanelEvent = Exclude<ToPanel, Answer>;
/** A request without its number. */
export type HostRequest = ToHost extends infer T ? (T extends unknown ? Omit<T, 'id'> : never) : never;

/** What each request is answered by, when it is not by `failed`. */
export const ANSWERS = {
  ready: 'shown',
  edit: 'checked',
  editBody: 'text',
  keepSecret: 'checked',
  keepAuth: 'checked',
  makeExample: 'example',
  pickFile: 'text',
  send: 'done',
  cancel: 'done',
  saveAs: 'done',
  makeSnippet: 'snippet',
  copy: 'done',
  openReplacement: 'done',
  showResult: 'result',
  openResult: 'done',
  table: 'table',
} as const satisfies Record<ToHost['type'], Answer['type']>;

/** What a request of this type is answered by. */
export type AnswerTo<T extends ToHost['type']> = Extract<Answer, { type: (typeof ANSWERS)[T] }>;

export type Shown = z.infer<typeof shown>;
export type Checked = z.infer<typeof checked>;
export type Done = z.infer<typeof done>;
export type Failed = z.infer<typeof failed>;
export type Preview = z.infer<typeof preview>;
export type Problem = z.infer<typeof problem>;
export type Status = z.infer<typeof status>;
export type FormEdit = z.infer<typeof formEdit>;
export type ConnectionView = z.infer<typeof connectionView>;
export type Layout = Shown['layout'];
