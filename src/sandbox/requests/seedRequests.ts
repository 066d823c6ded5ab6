import type { CashAdvance } from '../cashAdvances/cashAdvance.js';
import { exchangeRate, roundMoney } from '../company/money.js';
import type { Person } from '../company/people.js';
import { type Place, placeOf } from '../company/places.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { blankRequest } from './blankRequest.js';
import type { ExpectedExpense, ExpectedExpenseBook } from './expectedExpense.js';
import { REQUEST_STATUSES, type RequestPlace, type RequestStep, type TravelRequest } from './request.js';
import type { RequestDeskNeeds } from './requestDesk.js';
import { defaultRequestPolicy, requestPolicies, travelAgency } from './requestPolicies.js';

/** Ids that the samples of the catalogue use: a request that its owner has not submitted, its flight and a share. */
const SAMPLE = {
  request: '5E1B7C40A2D94F6E8B3309C7D1F2A846',
  key: '4KQ7',
  expense: 'C07D35E1F8B24A9C96E4120FB7D3865A',
  allocation: '7B2E94C6D01F4A58B3E7A9150C6D8F32',
  cashAdvance: '41A9E7D26C0F4B8395D1F38E6B7A0C24',
} as const;

type Occasion = readonly [name: string, purpose: string];
const OCCASIONS: readonly [Occasion, ...Occasion[]] = [
  ['Supplier visit', 'Yearly review of deliveries'],
  ['Trade fair', 'Meet customers at the stand'],
  ['Customer workshop', 'Requirements of the next release'],
  ['Calibration on site', 'Instruments at the customer'],
  ['Regional meeting', 'Plans of the next quarter'],
];
const DESTINATIONS: readonly [Place, ...Place[]] = [
  placeOf('BER'),
  placeOf('CDG'),
  placeOf('LHR'),
  placeOf('JFK'),
  placeOf('SIN'),
  placeOf('OSL'),
];

/** Requests of the first person in each state, and as many rounds over everybody else. */
const ROUNDS = 5;
const HOUR_MS = 3_600_000;

/** Fills the book with requests in every state and at every step, each with what it expects to cost. */
export function seedRequests(
  context: Pick<RequestDeskNeeds, 'company' | 'books' | 'now'>,
  expenses: ExpectedExpenseBook,
  random: SeededRandom,
): void {
  const { company, books, now } = context;
  const [first, ...others] = company.people.filter((person) => person.isActive && company.managerOf(person));
  if (!first) return;
  const keys = new Set<string>([SAMPLE.key]);
  let at = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const status of REQUEST_STATUSES) {
      const isSample = at === 0;
      const owner = round === 0 ? first : (others[at % others.length] ?? first);
      const key = isSample ? SAMPLE.key : newKey(random, keys);
      const id = isSample ? SAMPLE.request : random.hex(32);
      const step = status === 'SUBMITTED' ? stepOf(round) : undefined;
      const request = seedRequest({ id, key, owner, status, step, at, isClosed: round === 3 }, random, now());
      const approver = approverAt(context, owner, step);
      books.requests.put<TravelRequest>({ ...request, ...(approver ? { approverId: approver.id } : {}) });
      for (const expense of seedExpenses(request, owner, isSample, random)) expenses.put(expense);
      at += 1;
    }
  }
  const advance = books.cashAdvances.find(SAMPLE.cashAdvance);
  if (advance) books.cashAdvances.put<CashAdvance>({ ...advance, requestId: SAMPLE.request });
}

/** At the step of the budget and of an outside system stands one each. */
function stepOf(round: number): RequestStep {
  return round === 2 ? 'BUDGET' : round === 4 ? 'EXTERNAL' : 'MANAGER';
}

function approverAt(
  { company }: Pick<RequestDeskNeeds, 'company'>,
  owner: Person,
  step: RequestStep | undefined,
): Person | undefined {
  if (step === 'MANAGER') return company.managerOf(owner);
  if (step === 'BUDGET') return company.people.find(({ roles }) => roles.includes('SHD_BUDGET_ADMIN'));
  return undefined;
}

interface Plan {
  readonly id: string;
  readonly key: string;
  readonly owner: Person;
  readonly status: TravelRequest['status'];
  readonly step: RequestStep | undefined;
  readonly at: number;
  readonly isClosed: boolean;
}

function seedRequest(plan: Plan, random: SeededRandom, now: Date): TravelRequest {
  const { id, key, owner, status, step, at } = plan;
  const created = new Date(dayAfter(now, -2 - at * 4).getTime() + random.integer(8, 16) * HOUR_MS);
  const later = (hours: number): Date => new Date(created.getTime() + hours * HOUR_MS);
  const [occasion, purpose] = random.pick(OCCASIONS);
  const place = random.pick(DESTINATIONS);
  const start = dayAfter(created, random.integer(20, 60));
  const isMoved = status !== 'NOT_SUBMITTED';
  const isApproved = status === 'APPROVED' || status === 'PENDING_BOOKING';
  const isDone = isApproved || status === 'CANCELED';
  const policy = step === 'EXTERNAL' ? requestPolicies.find(({ steps }) => steps.includes('EXTERNAL')) : undefined;
  return {
    ...blankRequest(owner, created, id),
    key,
    policyId: (policy ?? defaultRequestPolicy).id,
    agencyId: travelAgency.id,
    name: `${occasion} in ${place.city}`,
    purpose,
    startDate: start.toISOString().slice(0, 10),
    startTime: '07:30',
    endDate: dayAfter(start, random.integer(1, 4)).toISOString().slice(0, 10),
    endTime: '21:00',
    destination: viewPlace(place),
    comments: isMoved ? [] : [{ authorId: owner.id, text: 'Please look at the hotel', at: created }],
    status,
    ...(step ? { step, stepId: random.hex(32) } : {}),
    isClosed: plan.isClosed && isDone,
    everSentBack: status === 'SENTBACK',
    ...(isMoved ? { submittedAt: later(2), movedAt: later(isDone ? 30 : 2) } : {}),
    ...(isApproved ? { authorizedAt: later(30) } : {}),
    modifiedAt: isMoved ? later(isDone ? 30 : 2) : created,
  };
}

function viewPlace({ airport, city, country, subdivision }: Place): RequestPlace {
  return {
    iataCode: airport,
    city,
    countryCode: country,
    ...(subdivision ? { countrySubDivisionCode: subdivision } : {}),
    name: city,
  };
}

/** A flight there and back and a hotel; what waits for the budget costs more than the limit. */
function seedExpenses(
  request: TravelRequest,
  owner: Person,
  isSample: boolean,
  random: SeededRandom,
): readonly ExpectedExpense[] {
  const { currency } = owner.home;
  const price = (dollars: number): number => roundMoney(dollars * exchangeRate('USD', currency), currency);
  const usual = { currency, exchangeRate: 1, custom: {}, comments: [], modifiedAt: request.createdAt };
  const share = (id: string) => [{ id, percentage: 100, isEdited: false, isSystem: true, custom: {} }];
  const date = new Date(`${request.startDate}T00:00:00Z`);
  const home = viewPlace(owner.home);
  const away = request.destination ?? home;
  const leg = { startTime: '07:30', startLocation: home, endLocation: away };
  const back = { startTime: '18:10', startLocation: away, endLocation: home };
  const [out, home2] = [random.hex(32), random.hex(32)];
  return [
    {
      ...usual,
      id: isSample ? SAMPLE.expense : random.hex(32),
      requestId: request.id,
      typeCode: 'AIRFR',
      date,
      amount: price(request.step === 'BUDGET' ? 5200 : random.integer(240, 1400)),
      allocations: share(isSample ? SAMPLE.allocation : random.hex(32)),
      trip: {
        agencyBooked: true,
        selfBooked: false,
        tripType: 'ROUND_TRIP',
        segmentCode: 'AIRFR',
        legs: [
          { id: out, returnLeg: false, startDate: request.startDate, ...leg },
          { id: home2, returnLeg: true, startDate: request.endDate, ...back },
        ],
      },
    },
    {
      ...usual,
      id: random.hex(32),
      requestId: request.id,
      typeCode: 'LODNG',
      date,
      amount: price(random.integer(180, 700)),
      allocations: share(random.hex(32)),
      location: away,
    },
  ];
}

function newKey(random: SeededRandom, taken: Set<string>): string {
  let key = random.recordLocator().slice(0, 4);
  while (taken.has(key)) key = random.recordLocator().slice(0, 4);
  taken.add(key);
  return key;
}
