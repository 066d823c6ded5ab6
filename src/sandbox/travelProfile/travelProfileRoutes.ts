import type { SandboxApp, SandboxContext } from '../context.js';
import { registerLoyalty } from './loyaltyRoutes.js';
import { ProfileBook } from './profileBook.js';
import { registerProfilesV2 } from './profileRoutes.js';
import { registerProfilesV1 } from './profileV1Routes.js';
import { registerSubscriptions } from './subscriptionRoutes.js';

/** Travel Profile v1 and v2, loyalty programmes and notifications. */
export function registerTravelProfile(app: SandboxApp, context: SandboxContext): void {
  const book = new ProfileBook(context.company, context.random.fork('travelProfile'), context.now());
  context.state.keep('travelProfiles', book.keep());
  registerProfilesV1(app, context, book);
  registerProfilesV2(app, context, book);
  registerLoyalty(app, context, book);
  registerSubscriptions(app, context);
}
