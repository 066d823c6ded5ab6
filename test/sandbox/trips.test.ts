import assert from 'node:assert/strict';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import { openSandbox, type Session } from './session.js';
import { answerSchemas, assertXmlFits } from './travelXml.js';

const TRIPS = '/api/travel/trip/v1.1';
const SAMPLE_ID = 'gT7xkQ2mWz9pLr4sVb1n';

interface Summary {
  readonly TripId: string;
  readonly TripName: string;
  readonly TripStatus?: string;
  readonly StartDateLocal: string;
  readonly EndDateLocal: string;
  readonly UserLoginId?: string;
  readonly id: string;
}

type Infos = { readonly ItineraryInfo?: Summary | readonly Summary[] } | '';

function readInfos(list: Infos): readonly Summary[] {
  const infos = list === '' ? undefined : list.ItineraryInfo;
  return infos === undefined ? [] : [infos].flat();
}

const everything = 'startDate=2020-01-01&endDate=2030-01-01&includeCanceledTrips=true';

async function listTrips(session: Session, query = ''): Promise<readonly Summary[]> {
  const answer = await session.get(`${TRIPS}?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return readInfos(answer.xml<{ ItineraryInfoList: Infos }>().ItineraryInfoList);
}

describe('reading Trips v1.1 in the sandbox', () => {
  let ana: Session;
  let lukas: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  after(() => ana.sandbox.close());

  it('lists own trips from 30 days back to a year ahead, without those that were cancelled', async () => {
    const trips = await listTrips(ana);
    assert.ok(trips.length >= 4);
    assert.ok(trips.every((trip) => trip.EndDateLocal >= '2026-04-20' && trip.StartDateLocal < '2027-05-21'));
    assert.ok(trips.every((trip) => trip.UserLoginId === 'ana.silva@example.com' && trip.TripStatus === undefined));
    const all = await listTrips(ana, everything);
    assert.equal(all.length, 7);
    assert.ok(all.some((trip) => trip.TripStatus === '2'));
    const company = `${everything}&includeVirtualTrip=1&includeGuestBookings=true&userid_type=login&userid_value=ALL`;
    assert.equal((await listTrips(ana, company)).length, 80);
  });

  it('answers XML in the namespace of trips', async () => {
    const answer = await ana.get(`${TRIPS}/`, { accept: 'application/json, text/xml' });
    assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/);
    assert.match(
      answer.text,
      /<ItineraryInfoList[^>]* xmlns="http:\/\/www\.concursolutions\.com\/api\/travel\/trip\/2010\/06"/,
    );
  });

  it('takes the same search as the body of GetTrips', async () => {
    const answer = await ana.send('POST', `${TRIPS}/GetTrips`, { bookingType: 'Ride', includeMetadata: false });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(
      readInfos(answer.xml<{ ItineraryInfoList: Infos }>().ItineraryInfoList),
      await listTrips(ana, 'bookingType=Ride'),
    );
  });

  it('narrows by dates: a trip counts on every day that it touches', async () => {
    const [first] = await listTrips(ana);
    assert.ok(first);
    const day = (text: string): string => text.slice(0, 10);
    const found = async (from: string, until: string): Promise<boolean> =>
      (await listTrips(ana, `startDate=${from}&endDate=${until}`)).some(({ TripId }) => TripId === first.TripId);
    assert.equal(await found(day(first.EndDateLocal), '2030-01-01'), true);
    assert.equal(await found('2020-01-01', day(first.StartDateLocal)), true);
    assert.equal(await found('2020/01/01', '2021/01/01'), false);
  });

  for (const type of ['Air', 'Car', 'Dining', 'Hotel', 'Parking', 'Rail', 'Ride'] as const) {
    it(`narrows by bookings of the type ${type}`, async () => {
      const trips = await listTrips(ana, `bookingType=${type}`);
      assert.ok(trips.length > 0);
      for (const trip of trips) assert.match((await ana.get(trip.id)).text, new RegExp(`<${type}>`));
    });
  }

  it('narrows by moments of creation and change', async () => {
    const all = await listTrips(ana, everything);
    const early = await listTrips(ana, `${everything}&createdBeforeDate=2026-04-30`);
    const late = await listTrips(ana, `${everything}&createdAfterDate=2026-05-01`);
    assert.ok(early.length > 0 && late.length > 0);
    assert.equal(early.length + late.length, all.length);
    assert.deepEqual(await listTrips(ana, `${everything}&lastModifiedDate=2026-05-20`), []);
  });

  it('pages the list with metadata, both ways', async () => {
    interface Page {
      readonly ConnectResponse: {
        readonly Metadata: { readonly Paging: Readonly<Record<string, string>> };
        readonly Data: { readonly ItineraryInfoList: Infos };
      };
    }
    const ids: string[] = [];
    let next = `${TRIPS}?includeMetadata=true&ItemsPerPage=2&Page=1`;
    let last: Readonly<Record<string, string>> = {};
    while (next !== '') {
      const { Metadata, Data } = (await ana.get(next)).xml<Page>().ConnectResponse;
      ids.push(...readInfos(Data.ItineraryInfoList).map(({ TripId }) => TripId));
      last = Metadata.Paging;
      next = last.NextPageURL ?? '';
    }
    const all = await listTrips(ana);
    assert.deepEqual(
      ids,
      all.map(({ TripId }) => TripId),
    );
    const pages = Math.ceil(all.length / 2);
    assert.deepEqual(
      [last.TotalPages, last.TotalItems, last.CurrentPage, last.ItemsPerPage],
      [String(pages), String(all.length), String(pages), '2'],
    );
    const { Metadata } = (await ana.get(last.PreviousPageURL ?? '')).xml<Page>().ConnectResponse;
    assert.equal(Metadata.Paging.CurrentPage, String(pages - 1));
  });

  for (const query of [
    'bookingType=Boat',
    'startDate=soon',
    'includeMetadata=true&Page=0',
    'includeMetadata=maybe',
    'userid_value=ALL',
    'userid_type=login',
    'userid_type=email&userid_value=ALL',
  ] as const) {
    it(`refuses ${query} with 400, in XML`, async () => {
      const answer = await ana.get(`${TRIPS}?${query}`);
      assert.equal(answer.status, 400);
      assert.ok(answer.xml<{ Error: { Message: string } }>().Error.Message);
    });
  }

  it('shows trips of others only to an administrator who names them', async () => {
    const his = `userid_type=login&userid_value=lukas.brandt@example.com&${everything}`;
    const [trip] = await listTrips(ana, his);
    assert.equal(trip?.UserLoginId, 'lukas.brandt@example.com');
    const [own] = await listTrips(lukas, everything);
    assert.equal(own?.TripId, trip?.TripId);
    assert.equal(own?.UserLoginId, undefined);
    const path = `${TRIPS}/${encodeURIComponent(trip?.TripId ?? '')}`;
    assert.equal((await ana.get(path)).status, 404);
    assert.equal((await ana.get(`${path}?userid_type=login_id&userid_value=lukas.brandt@example.com`)).status, 200);
    assert.equal((await lukas.get(`${TRIPS}/${SAMPLE_ID}`)).status, 404);
    assert.equal((await lukas.get(`${TRIPS}?userid_type=login&userid_value=ALL`)).status, 403);
  });

  it('gets a trip with its bookings, segments and passengers', async () => {
    interface Booking {
      readonly Segments: Readonly<Record<string, unknown>>;
      readonly Passengers: { readonly Passenger: { readonly NameLast: string } };
      readonly RecordLocator: string;
    }
    const { Itinerary: trip } = (await ana.get(`${TRIPS}/${SAMPLE_ID}`)).xml<{
      Itinerary: { id: string; ItinLocator: string; Bookings: { Booking: Booking[] } };
    }>();
    assert.equal(trip.id, `${ana.sandbox.url}${TRIPS}/${SAMPLE_ID}`);
    assert.equal(trip.ItinLocator, SAMPLE_ID);
    assert.deepEqual(
      trip.Bookings.Booking.map(({ Segments }) => Object.keys(Segments)[0]),
      ['Air', 'Hotel', 'Car', 'Rail'],
    );
    for (const { Passengers, RecordLocator } of trip.Bookings.Booking) {
      assert.equal(Passengers.Passenger.NameLast, 'Silva');
      assert.match(RecordLocator, /^[A-Z]{6}$/);
    }
  });

  it('writes a trip as TripIt reads it, with its flights', async () => {
    const answer = await ana.get(`${TRIPS}/${SAMPLE_ID}?systemFormat=Tripit`);
    assertXmlFits(answer.text, await answerSchemas('itinerary-trips-v1.1/getTrip', '200'));
    const { Response: trip } = answer.xml<{ Response: { Trip: { id: string }; AirObject: { Segment: unknown[] } } }>();
    assert.equal(trip.Trip.id, SAMPLE_ID);
    assert.equal(trip.AirObject.Segment.length, 2);
    assert.equal((await ana.get(`${TRIPS}/${SAMPLE_ID}?systemFormat=Sabre`)).status, 400);
  });

  it('keeps virtual trips and those of guests for those who ask for them', async () => {
    const all = `${everything}&userid_type=login&userid_value=ALL`;
    const usual = (await listTrips(ana, all)).length;
    const virtual = (await listTrips(ana, `${all}&includeVirtualTrip=1`)).length;
    const guests = (await listTrips(ana, `${all}&includeGuestBookings=true`)).length;
    assert.ok(usual < virtual && usual < guests, `${usual} ${virtual} ${guests}`);
  });

  it('keeps to the schemas of the catalogue', async () => {
    const ofOthers = 'userid_type=login&userid_value=';
    const infos = await listTrips(ana, `${everything}&includeVirtualTrip=1&includeGuestBookings=1&${ofOthers}ALL`);
    const itineraries = await answerSchemas('itinerary-trips-v1.1/getTrip', '200');
    for (const { id, UserLoginId } of infos) {
      const answer = await ana.get(`${id}?${ofOthers}${UserLoginId}`);
      assert.equal(answer.status, 200);
      assertXmlFits(answer.text, itineraries);
    }
    const lists = await answerSchemas('itinerary-trips-v1.1/listTrips', '200');
    for (const query of ['', '?includeMetadata=true', '?includeCanceledTrips=true']) {
      assertXmlFits((await ana.get(`${TRIPS}${query}`)).text, lists);
    }
    assertXmlFits((await ana.get(`${TRIPS}/none`)).text, await answerSchemas('itinerary-trips-v1.1/getTrip', '404'));
  });
});

describe('writing Trips v1.1 in the sandbox', () => {
  let ana: Session;
  before(async () => {
    ana = await (await openSandbox()).signIn();
  });
  after(() => ana.sandbox.close());

  const booking = (inner: string): string =>
    `<Itinerary xmlns="http://www.concursolutions.com/api/travel/trip/2010/06">${inner}</Itinerary>`;
  const hotel =
    '<Bookings><Booking><Segments><Hotel><Name>Inn</Name><StartDateLocal>2026-09-01T15:00:00</StartDateLocal>' +
    '<EndDateLocal>2026-09-03T11:00:00</EndDateLocal></Hotel></Segments><RecordLocator>00007</RecordLocator>' +
    '<BookingSource>Example Agency</BookingSource></Booking></Bookings>';
  const xml = { 'content-type': 'application/xml' };

  it('stores a trip, spans it over its segments, replaces it and refuses another one on its days', async () => {
    const body = booking(`<TripName>Visit &amp; talk</TripName><Comments>By phone</Comments>${hotel}`);
    const created = await ana.send('POST', TRIPS, body, xml);
    assert.equal(created.status, 200, created.text);
    const { Itinerary: trip } = created.xml<{ Itinerary: Record<string, string> }>();
    assert.deepEqual(
      [trip.TripName, trip.Comments, trip.StartDateLocal, trip.EndDateLocal, trip.DateCreatedUtc],
      ['Visit & talk', 'By phone', '2026-09-01T15:00:00', '2026-09-03T11:00:00', '2026-05-20T12:00:00'],
    );
    assert.match(created.text, /<RecordLocator>00007</);
    assert.equal((await ana.get(trip.id ?? '')).text, created.text);
    assert.ok((await listTrips(ana)).some(({ TripName }) => TripName === 'Visit & talk'));

    assert.equal((await ana.send('POST', TRIPS, body, xml)).status, 400);
    const id = encodeURIComponent(trip.ItinLocator ?? '');
    const renamed = await ana.send('POST', `${TRIPS}?tripId=${id}`, body.replace('Visit', 'Stay'), xml);
    assert.equal(renamed.xml<{ Itinerary: Record<string, string> }>().Itinerary.TripName, 'Stay & talk');
    assert.equal((await ana.send('POST', `${TRIPS}?tripId=unknown`, body, xml)).status, 404);
  });

  it('takes proposals side by side, and only with what agencies send with them', async () => {
    const proposal = (more: string): string =>
      booking(`<TripName>Offer</TripName><TripStatus>6</TripStatus>${more}${hotel.replaceAll('2026-09', '2026-11')}`);
    const facts =
      '<ClientLocator>B-1</ClientLocator><TravelRequestId>3KQX</TravelRequestId><CustomAttributes><CustomAttribute>' +
      '<Name>ProposalBatchSize</Name><Data>2</Data></CustomAttribute></CustomAttributes>';
    assert.equal((await ana.send('POST', TRIPS, proposal(''), xml)).status, 400);
    assert.equal((await ana.send('POST', TRIPS, proposal(facts), xml)).status, 200);
    assert.equal((await ana.send('POST', TRIPS, proposal(facts))).status, 415);
    assert.equal((await ana.send('POST', TRIPS, proposal(facts), xml)).status, 200);
  });

  it('takes the sample of the catalogue, and bodies without a Content-Type', async () => {
    const operation = await (await builtInCatalog()).operation('itinerary-trips-v1.1/createTrip');
    const sample = String(operation.requestBody?.content[0]?.example);
    const created = await ana.send('POST', TRIPS, sample, { 'content-type': 'text/xml; charset=utf-8' });
    assert.equal(created.status, 200, created.text);
    assertXmlFits(created.text, await answerSchemas('itinerary-trips-v1.1/createTrip', '200'));
    assert.match(created.text, /<StartDateUtc>2026-03-16T14:25:00<\/StartDateUtc>/); // Seattle, summer time
  });

  for (const [what, status, type, body, message] of [
    ['no XML', 415, 'application/json', '{}', /application\/xml/],
    ['broken XML', 400, 'application/xml', '<Itinerary>', /no well-formed XML/],
    ['another root', 400, 'application/xml', '<Trip/>', /root of the XML is Trip/],
    ['no name', 400, 'application/xml', booking(hotel), /TripName is required/],
    ['no dates', 400, 'application/xml', booking('<TripName>x</TripName>'), /StartDateLocal and EndDateLocal/],
    [
      'a booking without a locator',
      400,
      'application/xml',
      booking(`<TripName>x</TripName>${hotel.replace(/<RecordLocator>.*<\/RecordLocator>/, '')}`),
      /Booking.RecordLocator is required/,
    ],
    [
      'a status that does not exist',
      400,
      'application/xml',
      booking(`<TripName>x</TripName><TripStatus>5</TripStatus>${hotel}`),
      /TripStatus has to be one of/,
    ],
    [
      'an end before the start',
      400,
      'application/xml',
      booking(`<TripName>x</TripName><EndDateLocal>2026-08-01T00:00:00</EndDateLocal>${hotel}`),
      /EndDateLocal lies before/,
    ],
    [
      'a flight with a number that is too long',
      400,
      'application/xml',
      booking(
        `<TripName>x</TripName>${hotel.replaceAll('Hotel>', 'Air>').replace('<Name>Inn</Name>', '<FlightNumber>12345678901</FlightNumber>')}`,
      ),
      /Bookings.Booking.Segments.Air.FlightNumber is longer/,
    ],
  ] as const) {
    it(`refuses to store ${what} and says so`, async () => {
      const answer = await ana.send('POST', TRIPS, body, { 'content-type': type });
      assert.equal(answer.status, status);
      assert.match(answer.xml<{ Error: { Message: string } }>().Error.Message, message);
    });
  }

  it('cancels a trip: its bookings stay, their segments go', async () => {
    const answer = await ana.send('POST', `${TRIPS}/cancel?tripId=${SAMPLE_ID}`);
    const { Itinerary: trip } = answer.xml<{
      Itinerary: { TripStatus: string; Bookings: { Booking: { Segments: unknown }[] } };
    }>();
    assert.equal(trip.TripStatus, '2');
    assert.deepEqual(
      trip.Bookings.Booking.map(({ Segments }) => Segments),
      ['', '', '', ''],
    );
    const changed = await listTrips(ana, `${everything}&lastModifiedDate=2026-05-20T12:00:00`);
    assert.ok(changed.some(({ TripId }) => TripId === SAMPLE_ID));
    assert.ok(!(await listTrips(ana)).some(({ TripId }) => TripId === SAMPLE_ID));
    assert.equal((await ana.send('POST', `${TRIPS}/cancel`)).status, 400);
    assert.equal((await ana.send('POST', `${TRIPS}/cancel?tripId=unknown`)).status, 404);
  });
});
