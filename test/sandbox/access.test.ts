import assert from 'node:assert/strict';
import { FakeClock, openSandbox, Session, type TokenAnswer } from './session.js';

const REPORTS = '/api/v3.0/expense/reports';
const TRIPS = '/api/travel/trip/v1.1';
/** Answered from its document: the sandbox has no rules for it. */
const OPPORTUNITIES = '/api/v3.0/insights/opportunities?opportunityType=x';

describe('access to the sandbox', () => {
  let guest: Session;
  before(async () => {
    guest = await openSandbox();
  });
  after(() => guest.sandbox.close());

  it('refuses a v3 call without a token, in the shape of v3', async () => {
    const answer = await guest.get(REPORTS);
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    const { Error: detail } = answer.json<{ Error: Record<string, string> }>();
    assert.deepEqual(Object.keys(detail), ['Message', 'Server-Time', 'Id']);
    assert.equal(detail['Server-Time'], '2026-05-20T12:00:00');
    assert.equal(detail.Id, answer.headers.get('concur-correlationid'));
  });

  it('writes v3 errors as XML where XML is asked for', async () => {
    const answer = await guest.get(REPORTS, { accept: 'application/xml' });
    assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/);
    assert.match(answer.xml<{ Error: { Message: string } }>().Error.Message, /no access token/);
  });

  it('refuses a v1 call without a token, in XML', async () => {
    const answer = await guest.get(TRIPS, { accept: 'application/json, */*' });
    assert.equal(answer.status, 401);
    assert.deepEqual(Object.keys(answer.xml<{ Error: object }>().Error), ['Message', 'Server-Time', 'Id']);
  });

  it('refuses a v4 call without a token, in the shape of v4', async () => {
    const answer = await guest.get('/expensereports/v4/users/u/context/TRAVELER/reports/r');
    const body = answer.json();
    assert.equal(answer.status, 401);
    assert.equal(body.httpStatus, '401 Unauthorized');
    assert.equal(body.path, '/expensereports/v4/users/u/context/TRAVELER/reports/r');
    assert.equal(body.timestamp, '2026-05-20T12:00:00.000Z');
    assert.deepEqual(body.validationErrors, []);
  });

  for (const [what, authorization] of [
    ['a token that is none', 'Bearer abc'],
    ['a token that somebody else signed', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA'],
    ['a token without a signature', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwiYXVkIjoiKiJ9.'],
    ['the scheme of older tokens', 'OAuth abc'],
    ['a scheme without a token', 'Bearer'],
  ] as const) {
    it(`refuses ${what} with 401`, async () => {
      assert.equal((await guest.get(REPORTS, { authorization })).status, 401);
    });
  }

  it('refuses an ID token in the place of an access token', async () => {
    const { id_token } = (await guest.askToken()).json<TokenAnswer>();
    assert.equal((await new Session(guest.sandbox, id_token).get(REPORTS)).status, 401);
  });

  it('refuses a token of another sandbox', async () => {
    const other = await openSandbox();
    const { token = '' } = await other.signIn();
    await other.sandbox.close();
    assert.equal((await new Session(guest.sandbox, token).get(REPORTS)).status, 401);
  });

  for (const [what, scope, path, status] of [
    ['reports without EXPRPT', 'openid ITINER', REPORTS, 403],
    ['reports with EXPRPT', 'EXPRPT', REPORTS, 200],
    ['trips without ITINER', 'EXPRPT', TRIPS, 403],
    ['trips with ITINER', 'ITINER', TRIPS, 200],
    ['connection requests, whose scope the app lacks', undefined, '/api/v3.2/common/connectionrequests', 403],
    ['an API without rules of its own, without its scope', 'ITINER', OPPORTUNITIES, 403],
    ['an API without rules of its own, with its scope', 'INSGHT', OPPORTUNITIES, 200],
  ] as const) {
    it(`answers ${status} for ${what}`, async () => {
      const session = await guest.signIn({ scope });
      const answer = await session.get(path);
      assert.equal(answer.status, status);
      if (status === 200)
        assert.equal(answer.headers.get('x-sandbox-generated'), path === OPPORTUNITIES ? 'true' : null);
      if (status === 403) assert.match(answer.text, /lacks the scope [A-Z]+/);
    });
  }
});

describe('an access token that has ended', () => {
  const clock = new FakeClock();
  let session: Session;
  before(async () => {
    session = await (await openSandbox({ now: clock.now, accessTokenLifeSeconds: 60 })).signIn();
    clock.forward(59_000);
  });
  after(() => session.sandbox.close());

  it('was good to its last second', async () => {
    assert.equal((await session.get(REPORTS)).status, 200);
    clock.forward(2_000);
  });

  for (const [status, family, path] of [
    [403, 'v3', REPORTS],
    [403, 'v1', TRIPS],
    [401, 'v4', '/list/v4/lists'],
  ] as const) {
    it(`is refused with ${status} by the ${family} family, which says why`, async () => {
      const answer = await session.get(path);
      assert.equal(answer.status, status);
      assert.match(answer.text, /access token has expired/);
    });
  }
});
