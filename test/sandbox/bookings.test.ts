import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';
import { answerSchemas, assertXmlFits } from './travelXml.js';

const BOOKINGS = '/api/travel/booking/v1.1';
const SAMPLE_ID = 'gT7xkQ2mWz9pLr4sVb1n';
const xml = { 'content-type': 'application/xml' };

/** A rental car in Chicago, days in November 2026. */
function aCar(changes: { locator?: string; from?: string; until?: string; more?: string } = {}): string {
  const { locator = 'LC550147', from = '10', until = '12', more = '' } = changes;
  return (
    `<Booking><Segments><Car><Vendor>ZQ</Vendor><Status>HK</Status><ConfirmationNumber>N-${locator}</ConfirmationNumber>` +
    `<StartDateLocal>2026-11-${from}T12:00:00</StartDateLocal><EndDateLocal>2026-11-${until}T12:00:00</EndDateLocal>` +
    `<StartCityCode>ORD</StartCityCode><EndCityCode>ORD</EndCityCode><DailyRate>35.0000</DailyRate>${more}</Car></Segments>` +
    `<RecordLocator>${locator}</RecordLocator><BookingSource>Lakeside Cars</BookingSource></Booking>`
  );
}

interface Trip {
  readonly Itinerary: {
    readonly id: string;
    readonly ItinLocator: string;
    readonly TripName: string;
    readonly TripStatus: string;
    readonly StartDateLocal: string;
    readonly EndDateLocal: string;
    readonly Bookings: { readonly Booking: unknown };
  };
}

describe('Bookings v1.1 in the sandbox', () => {
  let ana: Session;
  let lukas: Session;
  beforeEach(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  afterEach(() => ana.sandbox.close());

  const post = async (body: string, query = '', session = ana): Promise<Trip['Itinerary']> => {
    const answer = await session.send('POST', `${BOOKINGS}${query}`, body, xml);
    assert.equal(answer.status, 200, answer.text);
    return answer.xml<Trip>().Itinerary;
  };
  const countBookings = ({ Bookings }: Trip['Itinerary']): number => [Bookings.Booking].flat().length;

  it('make a trip where no trip spans their dates, and join the one that does', async () => {
    const made = await post(aCar());
    assert.deepEqual([made.TripName, made.StartDateLocal], ['Trip to Chicago', '2026-11-10T12:00:00']);
    const joined = await post(aCar({ locator: 'OTHER1', from: '10', until: '11' }));
    assert.deepEqual([joined.ItinLocator, countBookings(joined)], [made.ItinLocator, 2]);
    const later = await post(aCar({ locator: 'OTHER2', from: '12', until: '13' }));
    assert.notEqual(later.ItinLocator, made.ItinLocator);
  });

  it('go into the trip that is named, and stretch its dates', async () => {
    const trip = await post(aCar(), `?tripId=${SAMPLE_ID}`);
    assert.deepEqual([trip.ItinLocator, trip.EndDateLocal], [SAMPLE_ID, '2026-11-12T12:00:00']);
    assert.equal(countBookings(trip), 5);
    assert.equal((await ana.send('POST', `${BOOKINGS}?tripId=none`, aCar(), xml)).status, 404);
    assert.equal((await lukas.send('POST', `${BOOKINGS}?tripId=${SAMPLE_ID}`, aCar(), xml)).status, 404);
  });

  it('replace the one with their source and record locator, which keeps the moment of its creation', async () => {
    const made = await post(aCar());
    const changed = await post(aCar({ more: '<TotalRate>99.0000</TotalRate>' }));
    assert.deepEqual([changed.ItinLocator, countBookings(changed)], [made.ItinLocator, 1]);
    assert.match(JSON.stringify(changed), /99\.0000/);
    const moved = await post(aCar(), `?tripId=${SAMPLE_ID}`);
    assert.equal(countBookings(moved), 5);
    assert.equal((await ana.get(made.id)).xml<Trip>().Itinerary.Bookings as unknown, '');
  });

  it('answer a whole trip that fits the schema, and keep what it holds', async () => {
    const answer = await ana.send('POST', '/API/travel//booking/v1.0', aCar());
    assert.equal(answer.status, 415, 'text/plain is no XML');
    const posted = await ana.send('POST', '/API/travel//booking/v1.0', aCar(), xml);
    assertXmlFits(posted.text, await answerSchemas('itinerary-bookings-v1.1/saveBooking', '200'));
    assert.match(posted.text, /<StartDateUtc>2026-11-10T18:00:00</);
    assert.equal((await ana.get(posted.xml<Trip>().Itinerary.id)).text, posted.text);
  });

  for (const [what, body, message] of [
    ['no source', aCar().replace(/<BookingSource>.*<\/BookingSource>/, ''), /BookingSource is required/],
    ['no locator', aCar().replace(/<RecordLocator>.*<\/RecordLocator>/, ''), /RecordLocator is required/],
    ['no dates', aCar().replace(/<(Start|End)DateLocal>[^<]*<\/(Start|End)DateLocal>/g, ''), /No segment has dates/],
    ['a date that is none', aCar({ from: '32' }), /StartDateLocal has to be a date/],
    ['a rate that is none', aCar().replace('35.0000', 'cheap'), /DailyRate has to be a number/],
    ['text for elements', '<Booking>car</Booking>', /holds text/],
    ['another root', '<Itinerary/>', /root of the XML/],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const answer = await ana.send('POST', BOOKINGS, body, xml);
      assert.equal(answer.status, 400, answer.text);
      assert.match(answer.xml<{ Error: { Message: string } }>().Error.Message, message);
    });
  }

  it('are cancelled by source and number, answered with the segment, and then gone', async () => {
    const made = await post(aCar());
    const path = `${BOOKINGS}/cancel?bookingSource=Lakeside%20Cars&confirmationNumber`;
    const answer = await ana.send('POST', `${path}=LC550147`);
    assert.equal(answer.status, 200, answer.text);
    assertXmlFits(answer.text, await answerSchemas('itinerary-bookings-v1.1/cancelBooking', '200'));
    const { Car: car } = answer.xml<{ Car: Record<string, string> }>();
    assert.deepEqual([car.DateCancelledUtc, car.ConfirmationNumber], ['2026-05-20T12:00:00', 'N-LC550147']);
    assert.equal((await ana.get(made.id)).xml<Trip>().Itinerary.TripStatus, '2');
    const again = await ana.send('POST', `${path}=LC550147`);
    assert.deepEqual([again.status, again.xml<{ Status: string }>().Status], [404, 'NotFound']);
  });

  it('are cancelled only by their source, by the number of a segment too, and with both parameters', async () => {
    await post(aCar());
    for (const [query, status] of [
      ['bookingSource=Others&confirmationNumber=LC550147', 404],
      ['bookingSource=Lakeside%20Cars', 400],
      ['confirmationNumber=LC550147', 400],
      ['bookingSource=lakeside%20cars&confirmationNumber=N-LC550147', 200],
    ] as const) {
      assert.equal((await ana.send('POST', `${BOOKINGS}/cancel?${query}`)).status, status, query);
    }
  });

  it('are made for others by administrators only', async () => {
    const named = (login: string): string => `?userid_type=login_id&userid_value=${login}@example.com`;
    const made = await post(aCar(), named('lukas.brandt'));
    assert.equal((await lukas.get(made.id)).status, 200);
    assert.equal((await lukas.send('POST', `${BOOKINGS}${named('ana.silva')}`, aCar(), xml)).status, 403);
  });
});
