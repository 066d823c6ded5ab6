import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';
import { readOwnBody } from '../ownBody.js';
import { readConnector } from './connector.js';
import { callConnector } from './exchange.js';
import { FailedNotifications } from './failedNotifications.js';
import { fetchAttendee } from './fetchAttendee.js';
import { fetchList } from './fetchList.js';
import { launchExternalUrl } from './launchExternalUrl.js';
import { registerNotifications } from './notificationRoutes.js';
import { notifyEvent } from './notifyEvent.js';

/**
 * Callouts (/api-reference/callouts/callouts-application-connectors.html): `POST /sandbox/callouts/{name}` makes the
 * sandbox call a connector under test as Concur would, and answers with the exchange.
 */
export function registerCallouts(app: SandboxApp, context: SandboxContext): void {
  const failed = new FailedNotifications();
  context.state.keep('callouts', failed);
  registerNotifications(app, context, failed);

  const callouts: Readonly<Record<string, (body: unknown) => Promise<object> | object>> = {
    'test-connection': (body) =>
      callConnector(readConnector(body, '/system/v1.0/testconnection'), undefined, context.closing),
    'fetch-attendee': (body) => fetchAttendee(body, context),
    'fetch-list': (body) => fetchList(body, context),
    'event-notification': (body) => notifyEvent(body, context, failed),
    'launch-external-url': (body) => launchExternalUrl(body, context),
  };

  app.post('/sandbox/callouts/:name', async (call) => {
    const name = call.req.param('name');
    const fire = Object.hasOwn(callouts, name) ? callouts[name] : undefined;
    if (!fire) throw new Refusal(404, `There is no callout ${name}; there are ${Object.keys(callouts).join(', ')}.`);
    const outcome = await fire(await readOwnBody(call));
    return answerJson(call, { callout: name, ...outcome });
  });
}
