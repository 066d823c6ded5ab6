import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const GENERATED = 'x-sandbox-generated';
const MEETINGS = '/meetings/v4/meetings';
const PLACE = '3f1a7c52-9d84-4b06-8e17-c5a2f0d69b31';
const MEETING = {
  companyId: 'e2a94c17-6f0b-4d53-b8e1-07c5f3d2a964',
  name: 'Partner days',
  locationName: 'Avenida Hotel',
  airport: 'LIS',
  startDateTime: '2026-05-19T09:00:00Z',
  endDateTime: '2026-05-20T17:00:00Z',
  timeZone: 'Europe/Lisbon',
  travelConfigId: '2d9f6a81-c35e-4b07-9a4d-f1e80c7b2563',
};

describe('an answer from a document', () => {
  let session: Session;
  before(async () => {
    session = await (await openSandbox()).signIn();
  });
  after(() => session.sandbox.close());

  it('says so, with the id that was asked for', async () => {
    const answer = await session.get(`/localities/v5/locations/${PLACE}`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get(GENERATED), 'true');
    assert.equal(answer.json().id, PLACE);
  });

  it('names no address outside of this machine', async () => {
    const answer = await session.get('/api/v3.0/common/locations');
    assert.equal(answer.headers.get(GENERATED), 'true');
    assert.doesNotMatch(answer.text, /https:\/\/[\w.]*concursolutions/);
    assert.ok(answer.text.includes(session.sandbox.url));
  });

  it('is the only page of its list', async () => {
    assert.equal((await session.get('/api/v3.0/common/locations')).json().NextPage, null);
  });

  for (const [status, what, path, body, type] of [
    [400, 'a body that lacks a field', MEETINGS, {}, 'application/json'],
    [400, 'a body with a wrong type', MEETINGS, { ...MEETING, name: { a: 1 } }, 'application/json'],
    [400, 'a body that is no JSON', MEETINGS, '{"name": ', 'application/json'],
    [400, 'a body that nests deeply', MEETINGS, '['.repeat(500), 'application/json'],
    [415, 'a body of another format', MEETINGS, 'a=b', 'text/plain'],
    [400, 'XML with another root', '/api/travelrequest/v1.0/requests', '<a/>', 'application/xml'],
  ] as const) {
    it(`is ${status} for ${what}`, async () => {
      const answer = await session.send('POST', path, body, { 'content-type': type });
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers.get(GENERATED), 'true');
    });
  }

  it('takes numbers as texts', async () => {
    const answer = await session.send('POST', MEETINGS, { ...MEETING, name: 5 });
    assert.ok(answer.status < 300, answer.text);
  });
});
