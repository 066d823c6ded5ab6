import * as z from 'zod/mini';

/** What a developer gets with a sandbox: where it is, and an app, a user and a company to call it as. */
export const sandboxWelcomeSchema = z.object({
  url: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  username: z.string(),
  password: z.string(),
  companyUuid: z.string(),
  companyRequestToken: z.string(),
  userId: z.string(),
  /** The same app as the authentication before 2017 knows it; its secret is `clientSecret`. */
  consumerKey: z.optional(z.string()),
  /** A second app with few scopes, which people sign in to by redirect to `http://localhost`. */
  webClientId: z.optional(z.string()),
  webClientSecret: z.optional(z.string()),
  /** A third app, of a TripLink supplier that polls connection requests. */
  supplierClientId: z.optional(z.string()),
  supplierClientSecret: z.optional(z.string()),
});

/** Base URL (no slash at its end) and credentials; they are the same in every sandbox and open nothing else. */
export type SandboxWelcome = z.infer<typeof sandboxWelcomeSchema>;
