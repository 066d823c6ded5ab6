import { accepts } from 'hono/accepts';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { administratorsOnly } from '../../identity/administratorsOnly.js';
import { answerJson, answerXml } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { FailedNotification, FailedNotifications } from './failedNotifications.js';

const NAMESPACE = 'http://www.concursolutions.com/api/notification/2012/06';
const LIST = '/api/platform/notifications/v1.0/notification';

/** Notifications that failed (/api-reference/callouts/get-notifications-status.html); XML unless JSON is asked for. */
export function registerNotifications(app: SandboxApp, context: SandboxContext, failed: FailedNotifications): void {
  const allowed = context.allow('NOTIF');

  const view = ({ id, dateTime, eventType, objectUri, context: remark }: FailedNotification) => ({
    Context: remark,
    EventDateTime: dateTime,
    EventType: eventType,
    NotificationURI: `${context.url}${LIST}/${id}`,
    ObjectType: 'EXPRPT',
    ObjectURI: objectUri,
  });

  app.get(LIST, allowed, administratorsOnly, (call) => {
    const status = new Query(new URL(call.req.url).searchParams).text('status');
    if (status?.toUpperCase() !== 'FAILED') throw new Refusal(400, 'status is required and has to be FAILED.');
    const notifications = failed.all.map(view);
    const supports = ['application/xml', 'text/xml', 'application/json'];
    const type = accepts(call, { header: 'Accept', supports, default: 'application/xml' });
    return type === 'application/json'
      ? answerJson(call, notifications)
      : answerXml(call, 'NotificationList', { Notification: notifications }, 200, NAMESPACE);
  });

  app.delete(`${LIST}/:id`, allowed, administratorsOnly, (call) => {
    const id = call.req.param('id') ?? '';
    if (!failed.remove(id)) throw new Refusal(404, `There is no failed notification ${id}.`);
    return call.body(null, 200);
  });
}
