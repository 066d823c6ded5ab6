import type { MiddlewareHandler } from 'hono';
import type { SandboxApp, SandboxCall, SandboxContext, SandboxEnv } from '../context.js';
import { answerJson, answerXml, prefersXml } from '../protocol/answers.js';
import { dayAfter, monthsAfter } from '../protocol/moments.js';
import type { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { viewTripV4 } from './itineraryV4View.js';
import { queryOf } from './owners.js';
import { answerSchema } from './schemas.js';
import type { Trip } from './trip.js';
import { isPosition, viewIdPage } from './tripIds.js';

const TRIPS = '/travel/v4/trips';
const MINUTE_MS = 60_000;
const LISTS_A_MINUTE = 10;
const MONTHS_BACK = 6;

/** Itinerary v4, which reads the trips of the whole company (/api-reference/travel/itinerary-v4/v4.itinerary.html). */
export function registerItineraryV4(app: SandboxApp, context: SandboxContext): void {
  const book = context.books.trips;
  const allowed = context.allow('travel.itinerary.read');
  const schema = answerSchema(context.catalog, 'itinerary-v4/getTrip');
  const limitRate = createRateLimit(context.now);

  app.use(`${TRIPS}/*`, shapeErrors);

  app.get(TRIPS, allowed, (call) => {
    requireCompany(call);
    limitRate();
    const query = queryOf(call);
    const fits = readFilter(query, context.now());
    const startAfter = query.text('startAfter');
    if (startAfter !== undefined && !isPosition(startAfter)) {
      throw new Refusal(400, 'startAfter is unknown; copy it from a link of the answer.');
    }
    const address = new URL(call.req.url);
    const parameters = [...address.searchParams].filter(([name]) => name.toLowerCase() !== 'startafter');
    const list = new URL(`${context.url}${TRIPS}?${new URLSearchParams(parameters)}`);
    return answerJson(call, viewIdPage(book.trips.filter(fits), context.url, list, startAfter));
  });

  app.get(`${TRIPS}/:id`, allowed, async (call) => {
    requireCompany(call);
    const id = call.req.param('id') ?? '';
    const trip = book.findByUuid(id);
    if (!trip) throw new Refusal(404, `The company has no trip with the id ${id}.`);
    const view = viewTripV4(trip, await schema());
    return prefersXml(call) ? answerXml(call, 'Itinerary', view) : answerJson(call, view);
  });
}

/** Writes refusals in the shape of this API: `errors`, each with `errorCode` and `errorMessage`. */
const shapeErrors: MiddlewareHandler<SandboxEnv> = async (call, next) => {
  await next();
  const { error } = call;
  if (!(error instanceof Refusal)) return;
  const detail = { errorCode: CODES[error.status] ?? String(error.status), errorMessage: error.message };
  const answered = prefersXml(call)
    ? answerXml(call, 'Error', { errors: [detail] }, error.status)
    : answerJson(call, { errors: [detail] }, error.status);
  call.res = answered;
};

/** Our own codes; the page names none. */
const CODES: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  503: 'rateLimitReached',
};

function requireCompany(call: SandboxCall): void {
  if (call.get('caller').principal.kind === 'company') return;
  throw new Refusal(403, 'Itinerary v4 takes the token of a company only.');
}

/** Refuses the eleventh list within a minute, with the 503 that the page documents. */
function createRateLimit(now: () => Date): () => void {
  let recent: readonly number[] = [];
  return () => {
    const time = now().getTime();
    recent = recent.filter((moment) => moment > time - MINUTE_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= LISTS_A_MINUTE) {
      const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - time) / 1000));
      throw new Refusal(503, `Trips may be listed ${LISTS_A_MINUTE} times a minute.`, {
        'Retry-After': String(seconds),
      });
    }
    recent = [...recent, time];
  };
}

function readFilter(query: Query, now: Date): (trip: Trip) => boolean {
  const schema = query.text('schema');
  if (schema !== undefined && schema !== 'id') throw new Refusal(400, 'schema has to be id.');
  const from = readDay(query, 'endDateFrom') ?? dayAfter(now, 0);
  const to = readDay(query, 'endDateTo');
  const oldest = dayAfter(monthsAfter(now, -MONTHS_BACK), 0);
  if (from < oldest) throw new Refusal(400, `endDateFrom may lie at most ${MONTHS_BACK} months back.`);
  if (to !== undefined && to < from) throw new Refusal(400, 'endDateTo lies before endDateFrom.');
  const until = to && dayAfter(to, 1);
  return (trip) => trip.end >= from && (until === undefined || trip.end < until);
}

function readDay(query: Query, name: string): Date | undefined {
  const moment = query.moment(name);
  return moment && dayAfter(moment, 0);
}
