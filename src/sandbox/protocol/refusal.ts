import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The sandbox says no. Thrown where the reason is found; written in the error shape of the API family in one place. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';

  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
