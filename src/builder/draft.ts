import * as z from 'zod/mini';

/** A body in one media type. */
const writtenBody = z.object({
  /** As it goes into `Content-Type`: the media type with its parameters, such as the boundary of parts. */
  contentType: z.string(),
  text: z.string(),
});

/** How a draft is written in the state of a webview; a draft of another version is not read. */
export const draftSchema = z.object({
  version: z.literal(1),
  /** e.g. `expense-reports-v3/listReports` */
  operationId: z.string(),
  /** By name, as they were typed; without those that are empty or secret. */
  parameters: z.record(z.string(), z.string()),
  body: z.optional(
    z.object({
      /** The one that is sent; a key of `written`. */
      mediaType: z.string(),
      /** By media type, so that nothing is lost on the way to another and back. */
      written: z.record(z.string(), writtenBody),
    }),
  ),
});

/** A request being built. Secrets of parameters are never part of it. */
export type Draft = Readonly<z.infer<typeof draftSchema>>;

/** A body in one media type, with the `Content-Type` to send it under. */
export type WrittenBody = Readonly<z.infer<typeof writtenBody>>;

/** Reads what a webview kept; undefined when it is no draft that this version knows. */
export function parseDraft(state: unknown): Draft | undefined {
  const parsed = draftSchema.safeParse(state);
  return parsed.success ? parsed.data : undefined;
}

/** The body that is sent; undefined when the operation takes none. */
export function bodyToSend({ body }: Draft): WrittenBody | undefined {
  return body?.written[body.mediaType];
}

/** With this value for a parameter; an empty one takes it out. */
export function withParameter(draft: Draft, name: string, value: string): Draft {
  const { [name]: _, ...others } = draft.parameters;
  return { ...draft, parameters: value === '' ? others : { ...others, [name]: value } };
}

/** Without the values of these parameters, and with every body as `mapText` makes it. */
export function withoutSecrets(draft: Draft, names: readonly string[], mapText: (text: string) => string): Draft {
  const parameters = Object.fromEntries(Object.entries(draft.parameters).filter(([name]) => !names.includes(name)));
  if (!draft.body) return { ...draft, parameters };
  const written = Object.fromEntries(
    Object.entries(draft.body.written).map(([mediaType, { contentType, text }]) => [
      mediaType,
      { contentType, text: mapText(text) },
    ]),
  );
  return { ...draft, parameters, body: { ...draft.body, written } };
}

/** With the body of a media type, which becomes the one that is sent. */
export function withBody(draft: Draft, mediaType: string, body: WrittenBody): Draft {
  return { ...draft, body: { mediaType, written: { ...draft.body?.written, [mediaType]: body } } };
}

/** With another text for the body that is sent. */
export function withBodyText(draft: Draft, text: string): Draft {
  const { body } = draft;
  if (!body) return draft;
  const contentType = body.written[body.mediaType]?.contentType ?? body.mediaType;
  return withBody(draft, body.mediaType, { contentType, text });
}
