import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const TRIPS = '/travel/v4/trips';
const SAMPLE = '0c6f2b81-94de-4a3c-8b57-d1e0f5a72c36';

interface Page {
  readonly data: readonly { readonly id: string; readonly href: string }[];
  readonly operations: readonly { readonly rel: string; readonly href: string }[];
}

async function signInAsCompany(guest: Session): Promise<Session> {
  const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
  return guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
}

async function assertJsonFits(operationId: string, status: string, body: unknown): Promise<void> {
  const operation = await (await builtInCatalog()).operation(operationId);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  const validate = ajv.compile(operation.responses[status]?.content[0]?.schema ?? {});
  assert.ok(validate(body), ajv.errorsText(validate.errors));
}

describe('Itinerary v4 in the sandbox', () => {
  const clock = new FakeClock();
  let guest: Session;
  let company: Session;
  before(async () => {
    guest = await openSandbox({ now: clock.now });
    company = await signInAsCompany(guest);
  });
  beforeEach(() => clock.forward(60_001));
  after(() => guest.sandbox.close());

  it('lists trips in tens by their end, and follows links both ways', async () => {
    const ids: string[] = [];
    let address: string | undefined = `${TRIPS}?endDateFrom=2026-01-05&schema=id`;
    let last: Page | undefined;
    while (address !== undefined) {
      const answer = await company.get(address);
      assert.equal(answer.status, 200, answer.text);
      last = answer.json<Page & Record<string, unknown>>();
      await assertJsonFits('itinerary-v4/listTrips', '200', last);
      ids.push(...last.data.map(({ id }) => id));
      address = last.operations.find(({ rel }) => rel === 'next')?.href;
    }
    assert.ok(ids.length > 20 && new Set(ids).size === ids.length);
    const back = last?.operations.find(({ rel }) => rel === 'prev')?.href ?? '';
    const before = (await company.get(back)).json<Page & Record<string, unknown>>();
    const start = ids.indexOf(before.data[0]?.id ?? '');
    assert.deepEqual(
      before.data.map(({ id }) => id),
      ids.slice(start, start + 10),
    );
  });

  it('answers a trip with the bookings of v1.1, in types of JSON', async () => {
    const answer = await company.get(`${TRIPS}/${SAMPLE}`);
    const trip = answer.json<{
      ItinLocator: string;
      Bookings: { Segments: { Air?: { NumStops: number; StartDateUtc: string; Seats: unknown[] }[] } }[];
    }>();
    await assertJsonFits('itinerary-v4/getTrip', '200', trip);
    assert.equal(trip.ItinLocator, 'gT7xkQ2mWz9pLr4sVb1n');
    const flight = trip.Bookings[0]?.Segments.Air?.[0];
    assert.equal(flight?.NumStops, 0);
    assert.match(flight?.StartDateUtc ?? '', /^2026-05-29T\d{2}:00:00\.000\+00:00$/);
    assert.equal(flight?.Seats.length, 1);
    assert.ok(!answer.text.includes('""') && !answer.text.includes('null'));
    assert.match((await company.get(`${TRIPS}/${SAMPLE}`, { accept: 'application/xml' })).text, /<Itinerary[ >]/);
  });

  it('answers every trip within the schema', async () => {
    const { data } = (await company.get(`${TRIPS}?endDateFrom=2026-05-01`)).json<Page & Record<string, unknown>>();
    for (const { href } of data) {
      await assertJsonFits('itinerary-v4/getTrip', '200', (await company.get(href)).json());
    }
  });

  it('takes tokens of a company only, and says so in its own shape', async () => {
    const ana = await guest.signIn();
    const answer = await ana.get(TRIPS);
    assert.equal(answer.status, 403);
    assert.ok(answer.json<{ errors: { errorMessage: string }[] }>().errors[0]?.errorMessage);
    assert.equal((await guest.get(TRIPS)).status, 401);
    const missing = await company.get(`${TRIPS}/11111111-2222-3333-4444-555555555555`);
    assert.equal(missing.status, 404);
    await assertJsonFits('itinerary-v4/getTrip', '404', missing.json());
  });

  for (const query of [
    'endDateFrom=2025-11-01',
    'endDateFrom=soon',
    'endDateFrom=2026-06-01&endDateTo=2026-05-01',
    'schema=full',
    'startAfter=somewhere',
  ]) {
    it(`refuses ${query}`, async () => {
      const answer = await company.get(`${TRIPS}?${query}`);
      assert.equal(answer.status, 400);
      await assertJsonFits('itinerary-v4/listTrips', '400', answer.json());
    });
  }

  it('lists ten times a minute, then asks to wait', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) statuses.push((await company.get(TRIPS)).status);
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 200), 503]);
    assert.equal((await company.get(TRIPS)).headers.get('retry-after'), '60');
    clock.forward(60_000);
    assert.equal((await company.get(TRIPS)).status, 200);
  });
});

describe('Trip Extras v5 in the sandbox', () => {
  const userId = 'edd78735-e88d-4b7f-b08a-fe37793e974e';
  const path = `/travel/v5/trips/${SAMPLE}/trip-extras`;
  let company: Session;
  let request: {
    userId: string;
    booking: { metadata: { version: number }; details: { price: { totalAmount: number } } };
  };
  before(async () => {
    company = await signInAsCompany(await openSandbox());
    const operation = await (await builtInCatalog()).operation('trip-extras-v5/appendTripExtra');
    request = { ...(operation.requestBody?.content[0]?.example as typeof request), userId };
  });
  after(() => company.sandbox.close());

  const priced = (version: number, totalAmount: number): typeof request => ({
    ...request,
    booking: {
      ...request.booking,
      metadata: { version },
      details: { ...request.booking.details, price: { ...request.booking.details.price, totalAmount } },
    },
  });
  const trip = async (): Promise<string> => (await company.get(`${TRIPS}/${SAMPLE}`)).text;

  it('adds a ride, replaces it by a newer version, and cancels it', async () => {
    const added = await company.send('POST', path, request);
    assert.equal(added.status, 202, added.text);
    const { bookingUuid } = added.json<{ bookingUuid: string }>();
    assert.match(await trip(), /"RecordLocator":"LM-20417"/);
    assert.equal((await company.send('PUT', `${path}/${bookingUuid}`, priced(2, 71.5))).status, 202);
    assert.match(await trip(), /"TotalRate":71.5/);
    assert.equal((await company.send('PUT', `${path}/${bookingUuid}`, priced(1, 9))).status, 202);
    assert.match(await trip(), /"TotalRate":71.5/);
    const who = { userId, initiator: 'user' };
    assert.equal(
      (await company.send('POST', `${path}/${bookingUuid}/cancel`, { userId, initiator: 'nobody' })).status,
      400,
    );
    assert.equal((await company.send('POST', `${path}/${bookingUuid}/cancel`, who)).status, 204);
    assert.ok(!/"TotalRate":71.5/.test(await trip()));
    assert.equal((await company.send('POST', `${path}/${bookingUuid}/cancel`, who)).status, 404);
  });

  it('refuses what is no ride of the traveller, in its own shape', async () => {
    for (const [status, at, body] of [
      [400, path, { ...request, userId: '11111111-2222-3333-4444-555555555555' }],
      [400, path, { ...request, booking: { ...request.booking, type: 'flight' } }],
      [400, path, { ...request, booking: undefined }],
      [400, path, '{'],
      [404, path.replace(SAMPLE, userId), request],
    ] as const) {
      const answer = await company.send('POST', at, body);
      assert.equal(answer.status, status, answer.text);
      assert.ok(answer.json<{ errorMessage: string }>().errorMessage);
    }
    const ana = await company.signIn();
    assert.equal((await ana.send('POST', path, request)).status, 403);
  });
});
