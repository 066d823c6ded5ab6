import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { readXmlBody } from '../../protocol/bodies.js';
import { formatDateTime } from '../../protocol/moments.js';
import { Refusal } from '../../protocol/refusal.js';
import { isWireRecord, type WireRecord } from '../../protocol/xml.js';
import { actorOf } from '../actor.js';
import { addItemization } from '../allocations.js';
import type { Entry, Itemization } from '../entry.js';
import { readComment } from '../entryBody.js';
import { requireUnsubmitted } from '../entryRoutes.js';
import { createItemization, writeItemization } from '../itemizationBody.js';
import type { Report } from '../report.js';
import type { ReportDesk } from '../reportDesk.js';
import { keyOf, V1 } from './keys.js';
import { answerV1, reportOf } from './v1Access.js';

const LIST = `${V1}/report/:reportId/entry/:entryId/Itemization`;

/** Itemizations in v1.1 (/api-reference/expense/expense-report/v1dot1.expense-itemization.html). */
export function registerItemizationsV1(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  const book = context.books.reports;
  const allowed = context.allow('EXPRPT');

  const entryOf = (call: SandboxCall, report: Report): Entry => {
    const id = call.req.param('entryId') ?? '';
    const found = book.findEntry(id);
    if (found?.report.id !== report.id) throw new Refusal(404, `The report has no entry ${id}.`);
    return found.entry;
  };

  const save = (call: SandboxCall, report: Report, entry: Entry, part: Itemization, body: WireRecord): WireRecord => {
    book.saveEntry({ ...entry, modifiedAt: context.now() });
    const comment = readComment(body);
    const current = book.findReport(report.id);
    if (comment && current) desk.comment(current, comment, actorOf(call.get('caller'), report.owner), part.expenseId);
    const address = `${context.url}${V1}/report/${keyOf(report)}/entry/${entry.id}/itemization/${part.id}`;
    return { Status: 'SUCCESS', 'ItemizedEntry-Details-Url': address };
  };

  app.post(LIST, allowed, async (call) => {
    const bodies = await readItemizations(call);
    const report = reportOf(call, context);
    let entry = entryOf(call, report);
    requireUnsubmitted(report);
    const statuses: WireRecord[] = [];
    for (const [at, body] of bodies.entries()) {
      try {
        const made = { id: context.random.opaqueId('gWr', 35), expenseId: context.random.uuid(), now: context.now() };
        const part = createItemization(inV3(body, entry), entry, made);
        entry = addItemization(entry, part, context.random);
        statuses.push({ Index: at + 1, ...save(call, report, entry, part, body) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        statuses.push({ Index: at + 1, Status: '400' });
      }
    }
    return answerV1(call, 'ItemizationStatusList', { ItemizationStatus: statuses });
  });

  app.post(`${LIST}/:itemizationId`, allowed, async (call) => {
    const [body] = await readItemizations(call);
    const report = reportOf(call, context);
    const entry = entryOf(call, report);
    requireUnsubmitted(report);
    const part = entry.itemizations.find(({ id }) => id === call.req.param('itemizationId'));
    const given = body && inV3(body, entry);
    if (!part || !given)
      return answerV1(call, 'ItemizationStatusList', { ItemizationStatus: { Index: 1, Status: '404' } });
    if (given.ExpenseTypeCode !== part.type.code) throw new Refusal(400, 'ExpKey is needed and cannot change.');
    const changed = writeItemization(given, entry, part, context.now());
    const itemizations = entry.itemizations.map((one) => (one === part ? changed : one));
    const status = save(call, report, { ...entry, itemizations }, changed, body);
    return answerV1(call, 'ItemizationStatusList', { ItemizationStatus: { Index: 1, ...status } });
  });
}

async function readItemizations(call: SandboxCall): Promise<readonly WireRecord[]> {
  const { Itemization: given } = await readXmlBody(call, 'ExpenseItemizations');
  const bodies = (given === undefined ? [] : [given].flat()).filter(isWireRecord);
  if (bodies.length === 0) throw new Refusal(400, 'There is no Itemization.');
  return bodies;
}

/** An itemization of v1.1 in the words of v3; its date is that of the entry. */
function inV3({ ExpKey, IsPersonal, ...body }: WireRecord, entry: Entry): WireRecord {
  return {
    ...body,
    ...(ExpKey === undefined ? {} : { ExpenseTypeCode: ExpKey }),
    ...(IsPersonal === undefined ? {} : { IsPersonal: IsPersonal === 'Y' }),
    TransactionDate: formatDateTime(entry.transactionDate),
  };
}
