import assert from 'node:assert/strict';
import { toRepeatable } from '../../src/http/repeatable.js';
import type { HttpRequest } from '../../src/http/request.js';
import { MASK } from '../../src/kernel/redaction.js';

describe('toRepeatable', () => {
  const past = (rest: Partial<HttpRequest>): HttpRequest => ({
    method: 'POST',
    url: 'https://us2.api.concursolutions.com/x?limit=2',
    headers: [['Accept', 'application/json']],
    ...rest,
  });

  it('leaves out the token and the correlation id, and keeps the other headers in their order', () => {
    const headers = [
      ['Accept', 'application/json'],
      ['Authorization', `Bearer ${MASK}`],
      ['X-A', '1'],
      ['concur-correlationid', 'c'],
      ['X-A', '2'],
    ] as const;
    const { request, lacksSecret } = toRepeatable(past({ headers, body: '{"a":1}' }));
    assert.deepEqual(request.headers, [headers[0], headers[2], headers[4]]);
    assert.equal(request.body, '{"a":1}');
    assert.equal(lacksSecret, false);
  });

  for (const [where, rest] of [
    ['the address', { url: `https://us2.api.concursolutions.com/x?access_token=${MASK}` }],
    ['the body', { body: `{"password":"${MASK}"}` }],
    ['a header that is no credential by its name', { headers: [['X-Note', `say ${MASK}`]] }],
  ] as const) {
    it(`tells that a secret in ${where} was masked`, () => {
      assert.equal(toRepeatable(past(rest)).lacksSecret, true);
    });
  }
});
