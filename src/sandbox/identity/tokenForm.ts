import type { SandboxCall } from '../context.js';
import { mediaTypeOf } from '../protocol/bodies.js';
import { hasSecret, type RegisteredApp } from './registeredApp.js';
import type { RegisteredApps } from './registeredApps.js';
import { type TokenCode, TokenRefusal } from './tokenRefusal.js';

/** The fields of a token request by their wire names; of several with one name the first counts. */
export type TokenForm = ReadonlyMap<string, string>;

/** @throws {TokenRefusal} 135 when the body is no form */
export async function readTokenForm(call: SandboxCall): Promise<TokenForm> {
  if (mediaTypeOf(call) !== 'application/x-www-form-urlencoded') throw new TokenRefusal(135);
  return firstOfEach(new URLSearchParams(await call.req.text()));
}

export function firstOfEach(pairs: Iterable<readonly [string, string]>): TokenForm {
  const form = new Map<string, string>();
  for (const [name, value] of pairs) if (!form.has(name)) form.set(name, value);
  return form;
}

/** @throws {TokenRefusal} with the code that stands for the missing field; an empty one counts as missing */
export function requireField(form: TokenForm, name: string, codeIfMissing: TokenCode): string {
  const value = form.get(name);
  if (!value) throw new TokenRefusal(codeIfMissing);
  return value;
}

/** The app that asks. @throws {TokenRefusal} when it does not show who it is, or is shut out */
export function requireClient(form: TokenForm, apps: RegisteredApps, alsoNeeded?: () => void): RegisteredApp {
  const clientId = requireField(form, 'client_id', 62);
  const clientSecret = requireField(form, 'client_secret', 63);
  alsoNeeded?.();
  const app = apps.find(clientId);
  if (!app) throw new TokenRefusal(61);
  if (!app.isEnabled) throw new TokenRefusal(59);
  if (!hasSecret(app, clientSecret)) throw new TokenRefusal(64);
  return app;
}

/**
 * The scopes asked for, which may be fewer than those held but never more; all of them when none is asked for.
 * @throws {TokenRefusal} 54
 */
export function narrowScopes(asked: string | undefined, held: readonly string[]): string[] {
  const wanted = [...new Set(asked?.split(/[\s,]+/).filter(Boolean))];
  if (wanted.length === 0) return [...held];
  if (!wanted.every((scope) => held.includes(scope))) throw new TokenRefusal(54);
  return wanted;
}
