import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';

/** One reason, with the code that follows `BUDGET.` (/api-reference/budget/v4.budget-header.html). */
export interface BudgetFault {
  readonly code: string;
  readonly message: string;
}

/** Budgets say no, for one reason or several. */
export class BudgetRefusal extends Refusal {
  override readonly name = 'BudgetRefusal';

  constructor(
    readonly faults: readonly BudgetFault[],
    status: 400 | 403 | 404 = 400,
  ) {
    super(status, faults.map(({ message }) => message).join(' '));
  }
}

/** @throws {BudgetRefusal} when there are faults */
export function requireNoFaults(faults: readonly BudgetFault[]): void {
  if (faults.length > 0) throw new BudgetRefusal(faults);
}

/** Writes failures of Budget v4 as a list of messages; those of adjustments come wrapped in `message`. */
export function writeBudgetErrors(): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    await next();
    const { error } = call;
    if (!(error instanceof Refusal)) return;
    for (const [name, value] of Object.entries(error.headers)) call.header(name, value);
    const faults = error instanceof BudgetRefusal ? error.faults : [{ code: USUAL, message: error.message }];
    const errorMessageList = faults.map(({ code, message }) => ({
      errorType: 'ERROR',
      errorCode: `BUDGET.${code}`,
      errorMessage: message,
    }));
    const fault = { status: false, errorMessageList };
    const body = call.req.path.endsWith('/adjustments') ? { message: fault } : fault;
    call.res = answerJson(call, body, error.status);
  };
}

/** For what every API refuses; the pages have no code for it. */
const USUAL = 'REQUEST_ERROR';
