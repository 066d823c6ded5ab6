import * as z from 'zod/mini';

/** An answer, as the result pane shows it. Texts are cut to what a page draws at once; the whole is a tab away. */
export const resultViewSchema = z.object({
  /** Of the exchange. */
  exchangeId: z.string(),
  /** Place among the answers of this panel, from 0, and how many there are. */
  index: z.int(),
  count: z.int(),
  /** When it was sent, for people. */
  sentAt: z.string(),
  /** e.g. `200 OK`. */
  status: z.string(),
  isRefused: z.boolean(),
  duration: z.string(),
  size: z.string(),
  /** In the order of time; those that did not take place are missing. */
  phases: z.array(z.object({ name: z.string(), ms: z.number(), label: z.string() })),
  headers: z.array(z.tuple([z.string(), z.string()])),
  correlationId: z.optional(z.string()),
  /** Formatted; '' for what is no text. */
  text: z.string(),
  language: z.enum(['json', 'xml', 'text']),
  /** Says that the text was cut, and how much there is. */
  cut: z.optional(z.string()),
  /** `data:` URL of an image. */
  image: z.optional(z.string()),
  /** In place of a text: what the body is. */
  about: z.optional(z.string()),
  hasTable: z.boolean(),
});

export type ResultView = Readonly<z.infer<typeof resultViewSchema>>;
