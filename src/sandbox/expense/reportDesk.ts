import type { Person } from '../company/people.js';
import { defaultPolicy } from '../company/policies.js';
import type { SandboxContext } from '../context.js';
import { dayAfter } from '../protocol/moments.js';
import type { Actor } from './actor.js';
import { NO_FIELDS } from './customFields.js';
import type { Remark, Report } from './report.js';
import type { ReportBook } from './reportBook.js';
import { tellOfMove, tellOfReport } from './reportEvents.js';
import type { ApprovalStatus } from './statuses.js';
import { approve, hasStep, type Move, pay, recall, sendBack, submit } from './workflow.js';

/** What somebody who creates a report says of it. */
export type NewReport = Partial<Omit<Report, 'id' | 'number' | 'owner'>>;

/** What the desk needs of the sandbox. */
export type DeskNeeds = Pick<SandboxContext, 'changes' | 'company' | 'now' | 'random' | 'url'> & {
  readonly books: { readonly reports: ReportBook };
};

/** Where reports are created, changed and moved through approval, for all versions of the API; tells of each change. */
export class ReportDesk {
  readonly #context: DeskNeeds;

  constructor(context: DeskNeeds) {
    this.#context = context;
  }

  create(owner: Person, given: NewReport, actor: Actor): Report {
    const { random, books } = this.#context;
    const now = this.#context.now();
    const report: Report = { ...blankReport(owner, now), ...given, id: random.hex(20), number: random.recordLocator() };
    books.reports.saveReport(report);
    tellOfReport(this.#context, 'reportCreated', report, actor);
    return report;
  }

  /** Changes the header; `comment` becomes the latest one. */
  change(report: Report, changes: Partial<Report>, actor: Actor): Report {
    const changed = { ...report, ...changes, version: report.version + 1, modifiedAt: this.#context.now() };
    this.#context.books.reports.saveReport(changed);
    tellOfReport(this.#context, 'reportUpdated', changed, actor);
    return changed;
  }

  delete(report: Report, actor: Actor): void {
    this.#context.books.reports.removeReport(report.id);
    tellOfReport(this.#context, 'reportDeleted', { ...report, modifiedAt: this.#context.now() }, actor);
  }

  /** A remark of an actor, to be added to a report. */
  remark(report: Report, text: string, { person, actsFor }: Actor, expenseId?: string): Remark {
    const writtenFor = actsFor ?? person ?? report.owner;
    return { text, author: person, writtenFor, at: this.#context.now(), expenseId, stepId: report.stepId };
  }

  /** Adds a comment to the header or, with its UUID, to an expense. */
  comment(report: Report, text: string, actor: Actor, expenseId?: string): Report {
    return this.saveRemarks(report, [...report.remarks, this.remark(report, text, actor, expenseId)]);
  }

  saveRemarks(report: Report, remarks: readonly Remark[]): Report {
    const changed = { ...report, remarks, modifiedAt: this.#context.now() };
    this.#context.books.reports.saveReport(changed);
    return changed;
  }

  /** @throws {WorkflowConflict} */
  submit(report: Report, actor: Actor): Report {
    const { books, company } = this.#context;
    const move = submit(report, books.reports.entriesOf(report.id), company, this.#context.now());
    return this.#move(report, { ...move, submitter: actor.actsFor ?? actor.person }, actor, null);
  }

  /** @throws {WorkflowConflict} */
  recall(report: Report, actor: Actor, comment?: string): Report {
    return this.#move(report, recall(report), actor, 'RECALL', comment);
  }

  /** @throws {WorkflowConflict} */
  sendBack(report: Report, actor: Actor, comment: string): Report {
    return this.#move(report, sendBack(report), actor, 'SENDBACK', comment);
  }

  /** What was rejected goes back to its owner in a report of its own. @throws {WorkflowConflict} */
  approve(report: Report, by: 'person' | 'system', actor: Actor, comment?: string, status?: ApprovalStatus): Report {
    const move = approve(report, by, this.#context.now(), status);
    const moved = this.#move(report, move, actor, move.approvalStatus === 'A_EXTV' ? 'EXTVAL' : null, comment);
    if (by === 'person') this.#returnRejected(moved, actor);
    return moved;
  }

  /** @throws {WorkflowConflict} */
  pay(report: Report, actor: Actor): Report {
    return this.#move(report, pay(report, this.#context.now()), actor, 'PAIDREPORT');
  }

  #returnRejected(report: Report, actor: Actor): void {
    const { reports } = this.#context.books;
    const rejected = reports.entriesOf(report.id).filter(({ isRejected }) => isRejected);
    if (rejected.length === 0) return;
    const ids = new Set(rejected.map(({ expenseId }) => expenseId));
    const { name, purpose, policy, fields } = report;
    const remarks = report.remarks.filter(({ expenseId }) => expenseId !== undefined && ids.has(expenseId));
    const back = this.create(
      report.owner,
      { name, purpose, policy, fields, remarks, approvalStatus: 'A_RESU', everSentBack: true },
      actor,
    );
    for (const entry of rejected) {
      reports.removeEntry(entry, this.#context.now());
      reports.saveEntry({ ...entry, reportId: back.id, isRejected: false });
    }
  }

  #move(report: Report, move: Move, actor: Actor, stepCode: string | null, comment?: string): Report {
    const moved = { ...report, ...move, version: report.version + 1, modifiedAt: this.#context.now() };
    const after: Report = {
      ...moved,
      stepId: hasStep(moved) ? this.#context.random.opaqueId('gW3', 36) : undefined,
      remarks: comment ? [...report.remarks, this.remark(report, comment, actor)] : report.remarks,
    };
    this.#context.books.reports.saveReport(after);
    tellOfMove(this.#context, report, after, actor, stepCode);
    return after;
  }
}

function blankReport(owner: Person, now: Date): Omit<Report, 'id' | 'number'> {
  return {
    owner,
    policy: defaultPolicy,
    name: '',
    purpose: '',
    currency: owner.home.currency,
    country: owner.home.country,
    countrySubdivision: owner.home.subdivision,
    createdAt: now,
    submittedAt: undefined,
    processingPaymentAt: undefined,
    paidAt: undefined,
    modifiedAt: now,
    userDefinedDate: dayAfter(now, 0),
    startDate: undefined,
    endDate: undefined,
    approvalStatus: 'A_NOTF',
    paymentStatus: 'P_NOTP',
    approver: undefined,
    submitter: undefined,
    stepId: undefined,
    receiptsReceived: false,
    everSentBack: false,
    version: 1,
    batchId: undefined,
    fields: NO_FIELDS,
    remarks: [],
    exceptions: [],
    cashAdvanceIds: [],
    requestIds: [],
  };
}
