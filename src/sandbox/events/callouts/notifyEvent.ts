import * as z from 'zod/mini';
import { requireCallout } from '../../../callouts/catalog.js';
import type { SandboxContext } from '../../context.js';
import type { Report } from '../../expense/report.js';
import { readFields, text } from '../../expense/wireFields.js';
import { formatSeconds } from '../../protocol/moments.js';
import { Refusal } from '../../protocol/refusal.js';
import { readConnector } from './connector.js';
import { callConnector, type Exchange, succeeded } from './exchange.js';
import type { FailedNotifications } from './failedNotifications.js';
import { writeMessage } from './writeMessage.js';

const notifyBody = z.object({ reportId: text(64), step: text(100), context: text(500) });

/** The prefix of every event type; the name of the workflow step follows. */
const ENTERED = 'Report Entered Expense Report Workflow Step - ';

/**
 * Tells a connector that a report entered a workflow step (/api-reference/callouts/post-event-notification.html). Without
 * a report it takes one that waits for external validation.
 */
export async function notifyEvent(
  body: unknown,
  context: SandboxContext,
  failed: FailedNotifications,
): Promise<Exchange> {
  const connector = readConnector(body, '/concur/v1.0/notify');
  const given = readFields(notifyBody, body);
  const report = findReport(given.reportId ?? undefined, context);
  const now = context.now();
  const notification = {
    id: context.random.opaqueId('nN', 34),
    dateTime: formatSeconds(now),
    eventType: `${ENTERED}${given.step || 'External Validation - Submit'}`,
    objectUri: `${context.url}/api/expense/expensereport/v1.1/reportfulldetails/${report.id}`,
    context: given.context || null,
  };
  const message = writeMessage(requireCallout('event-notification'), {
    EventType: notification.eventType,
    ObjectURI: notification.objectUri,
    EventDateTime: now.toISOString().slice(0, 10),
    Context: notification.context ?? '',
  });
  const exchange = await callConnector(connector, message, context.closing);
  if (!succeeded(exchange)) failed.add(notification);
  return exchange;
}

function findReport(id: string | undefined, { books }: SandboxContext): Report {
  const { reports } = books.reports;
  const waiting = (): Report | undefined =>
    reports.find(({ approvalStatus }) => approvalStatus === 'A_EXTV') ?? reports.find(({ submittedAt }) => submittedAt);
  const report = id ? books.reports.findReport(id) : waiting();
  if (!report) throw new Refusal(400, `The company has no report ${id ?? 'that was submitted'}.`);
  return report;
}
