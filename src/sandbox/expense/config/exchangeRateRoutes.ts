import * as z from 'zod/mini';
import type { LoadedRates } from '../../company/loadedRates.js';
import { isCurrency } from '../../company/money.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { parseDateTime } from '../../protocol/moments.js';
import { Refusal } from '../../protocol/refusal.js';
import { isRecord, type WireRecord } from '../../protocol/xml.js';

const MAX_RATES = 100;

const ratesBody = z.object({ currency_sets: z.array(z.unknown()) });
const rateBody = z.object({
  from_crn_code: z.string(),
  to_crn_code: z.string(),
  start_date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  rate: z.number().check(z.gt(0)),
});

/** Exchange Rate v4 (/api-reference/expense/exchange-rate/v4.exchange-rate.html); status 200 even when rates fail. */
export function registerExchangeRates(app: SandboxApp, context: SandboxContext, rates: LoadedRates): void {
  app.post('/exchangerate/v4/rates', context.allow('expense.exchangerate.writeonly'), async (call) => {
    const body = ratesBody.safeParse(await readJsonBody(call));
    if (call.get('caller').principal.kind !== 'company')
      throw new Refusal(403, 'This call takes a company access token.');
    const sets = body.success ? body.data.currency_sets : [];
    if (sets.length === 0) throw new Refusal(400, 'currency_sets has to be a list of rates.');
    if (sets.length > MAX_RATES) throw new Refusal(400, `currency_sets holds more than ${MAX_RATES} rates.`);
    const results = sets.map(loadRate);
    const failed = results.filter(({ statusCode }) => statusCode !== 200).length;
    return answerJson(call, {
      overallStatus: failed === 0 ? 'Success' : 'Partial Success',
      message: failed === 0 ? 'All rates were loaded' : `${failed} of ${results.length} rates were not loaded`,
      currencySets: results,
    });
  });

  function loadRate(given: unknown): WireRecord {
    const parsed = rateBody.safeParse(given);
    const rate = parsed.success ? parsed.data : undefined;
    const isGood =
      rate && isCurrency(rate.from_crn_code) && isCurrency(rate.to_crn_code) && parseDateTime(rate.start_date);
    if (!rate || !isGood) return { ...echo(given), statusCode: 400, statusMessage: 'The rate is not valid' };
    rates.load({ from: rate.from_crn_code, to: rate.to_crn_code, startDate: rate.start_date, rate: rate.rate });
    return { ...rate, statusCode: 200, statusMessage: 'success' };
  }
}

/** What of a wrong rate can be shown again. */
function echo(given: unknown): WireRecord {
  if (!isRecord(given)) return {};
  const shown: Record<string, string | number> = {};
  for (const name of ['from_crn_code', 'to_crn_code', 'start_date']) {
    const value = given[name];
    if (typeof value === 'string') shown[name] = value;
  }
  if (typeof given.rate === 'number') shown.rate = given.rate;
  return shown;
}
