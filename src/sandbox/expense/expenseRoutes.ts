import * as z from 'zod/mini';
import { LoadedRates } from '../company/loadedRates.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { registerAllocations } from './allocationRoutes.js';
import { registerConfigurationV4 } from './config/configurationRoutes.js';
import { registerExchangeRates } from './config/exchangeRateRoutes.js';
import { registerForms } from './config/formRoutes.js';
import { registerGroupConfigurations } from './config/groupConfigurationRoutes.js';
import { registerReportDigests } from './digestRoutes.js';
import { registerEntries } from './entryRoutes.js';
import { registerItemizations } from './itemizationRoutes.js';
import { ReportDesk } from './reportDesk.js';
import { registerReports } from './reportRoutes.js';
import { loadReports, saveReports } from './savedReports.js';
import { registerExpenseV1 } from './v1/expenseV1Routes.js';
import { registerExpenseV4 } from './v4/expenseV4Routes.js';

const saved = z.object({
  reports: z.unknown(),
  rates: z.array(z.object({ from: z.string(), to: z.string(), startDate: z.string(), rate: z.number() })),
});

/** Concur Expense: reports and what belongs to them, in all versions, and what they are configured with. */
export function registerExpense(app: SandboxApp, context: SandboxContext): void {
  const desk = new ReportDesk(context);
  const rates = new LoadedRates();
  registerReports(app, context, desk);
  registerReportDigests(app, context);
  registerEntries(app, context, desk, rates);
  registerItemizations(app, context, desk);
  registerAllocations(app, context);
  registerExpenseV1(app, context, desk);
  registerExpenseV4(app, context, desk);
  registerGroupConfigurations(app, context);
  registerForms(app, context);
  registerConfigurationV4(app, context);
  registerExchangeRates(app, context, rates);

  const { reports } = context.books;
  context.state.keep('expense', {
    save: () => ({ reports: saveReports(reports.after()), rates: [...rates.rates] }),
    load(value) {
      const read = saved.parse(value);
      reports.replaceAll(loadReports(read.reports, context.company));
      rates.replaceAll(read.rates);
    },
  });
}
