import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../context.js';
import { registerAuthorize } from './authorizeRoutes.js';
import { registerLegacyExchange } from './legacyExchange.js';
import { registerLegacyLogin } from './legacyLogin.js';
import { registerLegacyTokens } from './legacyRoutes.js';
import { registerAppPages } from './pages/appRoutes.js';
import { registerConnectionPages } from './pages/connectionRoutes.js';
import { registerSecrets } from './secretRoutes.js';
import { registerTokens } from './tokenRoutes.js';

const kept = z.object({ apps: z.unknown(), issued: z.unknown() });

/** Signing in: the token service of today and that of the time before 2017, apps, and the pages for people. */
export function registerIdentity(app: SandboxApp, context: SandboxContext): void {
  const { apps, issued } = context.identity;
  context.state.keep('identity', {
    save: () => ({ apps: apps.save(), issued: issued.save() }),
    load: (value) => {
      const parts = kept.parse(value);
      apps.load(parts.apps);
      issued.load(parts.issued);
    },
  });
  registerTokens(app, context);
  registerAuthorize(app, context);
  registerSecrets(app, context);
  registerLegacyTokens(app, context);
  registerLegacyLogin(app, context);
  registerLegacyExchange(app, context);
  registerAppPages(app, context);
  registerConnectionPages(app, context);
}
