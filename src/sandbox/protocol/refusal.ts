import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What is wrong with one field of a body; v4 APIs list them. */
export interface ValidationError {
  /** Path of the field, e.g. `transactionAmount.value`. */
  readonly source: string;
  readonly message: string;
}

/** The sandbox says no. Thrown where the reason is found; written in the error shape of the API family in one place. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';

  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly validationErrors: readonly ValidationError[] = [],
  ) {
    super(message);
  }
}
