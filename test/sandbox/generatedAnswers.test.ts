import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const GENERATED = 'x-sandbox-generated';
const REQUEST = { startDate: '2026-06-01', endDate: '2026-06-03', name: 'Visit' };

describe('an answer from a document', () => {
  let session: Session;
  before(async () => {
    session = await (await openSandbox()).signIn();
  });
  after(() => session.sandbox.close());

  it('says so, with the id that was asked for', async () => {
    const answer = await session.get('/travelrequest/v4/requests/3F1A7C');
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get(GENERATED), 'true');
    assert.equal(answer.json().id, '3F1A7C');
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
    [400, 'a body that lacks a field', '/meetings/v4/meetings', {}, 'application/json'],
    [400, 'a body with a wrong type', '/travelrequest/v4/requests', { ...REQUEST, name: { a: 1 } }, 'application/json'],
    [400, 'a body that is no JSON', '/travelrequest/v4/requests', '{"name": ', 'application/json'],
    [400, 'a body that nests deeply', '/travelrequest/v4/requests', '['.repeat(500), 'application/json'],
    [415, 'a body of another format', '/travelrequest/v4/requests', 'a=b', 'text/plain'],
    [400, 'XML with another root', '/api/travelrequest/v1.0/requests', '<a/>', 'application/xml'],
  ] as const) {
    it(`is ${status} for ${what}`, async () => {
      const answer = await session.send('POST', path, body, { 'content-type': type });
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers.get(GENERATED), 'true');
    });
  }

  it('takes numbers as texts', async () => {
    const answer = await session.send('POST', '/travelrequest/v4/requests', { ...REQUEST, name: 5 });
    assert.ok(answer.status < 300, answer.text);
  });
});
