import type { SandboxApp, SandboxContext } from '../context.js';
import { registerCallouts } from './callouts/calloutRoutes.js';
import { Deliveries } from './deliveries.js';
import { postEvent } from './postEvent.js';
import { SigningKey } from './signingKey.js';
import { registerSubscriptions } from './subscriptionRoutes.js';
import { systemTimer } from './timer.js';
import { registerTopics } from './topicRoutes.js';

/** Event subscriptions (ESS), their deliveries, and callouts to a connector. */
export function registerEvents(app: SandboxApp, context: SandboxContext): void {
  const key = new SigningKey();
  const deliveries = new Deliveries({
    now: context.now,
    timer: systemTimer,
    post: (endpoint, event) => postEvent(endpoint, event, key, context.closing),
    closing: context.closing,
  });
  const subscriptions = registerSubscriptions(app, context, deliveries);
  registerTopics(app, context, { subscriptions, deliveries, key });
  registerCallouts(app, context);
}
