/** What host and webview say to each other. Both sides parse before they believe. */
import * as z from 'zod/mini';
import { draftSchema } from './draft.js';
import { operationViewSchema } from './operationView.js';
import { wordsSchema } from './words.js';

const id = z.int();

/** What the webview asks for. Every request is answered under its id, by what it asked for or by `failed`. */
export const toHostSchema = z.discriminatedUnion('type', [
  /** The page is there and wants everything; answered by `shown`. */
  z.object({ type: z.literal('ready'), id }),
  /** The draft is now this; answered by `checked`. */
  z.object({ type: z.literal('edit'), id, draft: draftSchema }),
  /** A secret was typed, which the draft does not hold; answered by `checked`. Nothing ever carries it back. */
  z.object({ type: z.literal('keepSecret'), id, name: z.string(), value: z.string() }),
  /** Wants an example of a body; answered by `example`. */
  z.object({ type: z.literal('makeExample'), id, mediaType: z.string() }),
  /** Answered by `done` when the sending is over, however it ended: `status` events tell. */
  z.object({ type: z.literal('send'), id, draft: draftSchema }),
  /** Ends the sending; answered by `done`. */
  z.object({ type: z.literal('cancel'), id }),
  /** Opens the request as `.http` text; answered by `done`. */
  z.object({ type: z.literal('openAsFile'), id, draft: draftSchema }),
]);

export type ToHost = z.infer<typeof toHostSchema>;

/** Why a value cannot or should not be sent. */
const problem = z.discriminatedUnion('kind', [
  /** It is required and empty: nothing can be sent. */
  z.object({ kind: z.literal('missing') }),
  /** It does not fit the schema. Concur decides in the end, so it can be sent nevertheless. */
  z.object({ kind: z.literal('mismatch'), what: z.string() }),
]);

/** What follows from a draft and the connection in use. */
const preview = z.object({
  /** Where it goes; what has no value yet stands in braces, secrets are masked. */
  url: z.string(),
  /** By the name of the parameter. */
  problems: z.record(z.string(), problem),
  bodyProblem: z.optional(problem),
  /** Scopes that the operation needs and the token does not have, as far as that is known. */
  lackingScopes: z.array(z.string()),
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
});

const example = z.object({ type: z.literal('example'), id, contentType: z.string(), text: z.string() });
const done = z.object({ type: z.literal('done'), id });
const failed = z.object({ type: z.literal('failed'), id, what: z.string() });

/** What the host says by itself. */
const statusEvent = z.object({ type: z.literal('status'), status });
const previewEvent = z.object({ type: z.literal('preview'), preview });

/** What the host says. */
export const toPanelSchema = z.discriminatedUnion('type', [
  shown,
  checked,
  example,
  done,
  failed,
  statusEvent,
  previewEvent,
]);

export type ToPanel = z.infer<typeof toPanelSchema>;
/** What answers a request. */
export type Answer = Extract<ToPanel, { id: number }>;
/** What the host says without being asked. */
export type PanelEvent = Exclude<ToPanel, Answer>;

export type Shown = z.infer<typeof shown>;
export type Checked = z.infer<typeof checked>;
export type Example = z.infer<typeof example>;
export type Done = z.infer<typeof done>;
export type Failed = z.infer<typeof failed>;
export type Preview = z.infer<typeof preview>;
export type Problem = z.infer<typeof problem>;
export type Status = z.infer<typeof status>;
