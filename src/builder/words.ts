import * as z from 'zod/mini';

/** Every word that the panel itself says. The host sends them, because only there they are translated. */
export const wordsSchema = z.object({
  send: z.string(),
  /** The keys that send. */
  sendKeys: z.string(),
  cancel: z.string(),
  openAsFile: z.string(),
  openAsFileHint: z.string(),
  /** In place of Send for calls that Concur makes. */
  outbound: z.string(),
  documentation: z.string(),
  scopes: z.string(),
  noScopes: z.string(),
  /** Before the scopes that the token lacks. */
  lacking: z.string(),
  parameters: z.string(),
  noParameters: z.string(),
  /** Heading of those that may be left out, with their number. */
  optionalParameters: z.string(),
  /** The empty choice of a parameter that may be left out, and of one that may not. */
  notSet: z.string(),
  choose: z.string(),
  /** Stands in the field of a secret that the host holds. */
  heldSecret: z.string(),
  valueMissing: z.string(),
  body: z.string(),
  bodyMissing: z.string(),
  mediaType: z.string(),
  fillExample: z.string(),
  fillExampleHint: z.string(),
  sending: z.string(),
  cancelled: z.string(),
});

export type Words = Readonly<z.infer<typeof wordsSchema>>;
