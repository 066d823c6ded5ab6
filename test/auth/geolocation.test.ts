import assert from 'node:assert/strict';
import type { Connection } from '../../src/auth/connection.js';
import { mayCarryToken } from '../../src/auth/connection.js';
import { type Geolocation, isConcurUrl, isLoopbackUrl, parseGeolocation } from '../../src/auth/geolocation.js';

describe('hosts that may get a token', () => {
  for (const [url, isConcur] of [
    ['https://us2.api.concursolutions.com/x', true],
    ['https://CN.api.concurcdc.cn', true],
    ['http://us2.api.concursolutions.com', false],
    ['https://concursolutions.com.example.org', false],
    ['https://apiconcursolutions.com', false],
    ['https://example.org/.concursolutions.com', false],
    ['https://us2.api.concursolutions.com@example.org', false],
    ['https://me@us2.api.concursolutions.com', false],
    ['not a url', false],
  ] as const) {
    it(`${isConcur ? 'takes' : 'does not take'} ${url} for Concur's`, () => assert.equal(isConcurUrl(url), isConcur));
  }

  for (const [url, isLoopback] of [
    ['http://localhost:1/x', true],
    ['http://127.0.0.1', true],
    ['http://[::1]:8', true],
    ['http://127.0.0.1.example.org', false],
    ['http://localhost.example.org', false],
  ] as const) {
    it(`${isLoopback ? 'takes' : 'does not take'} ${url} for this computer`, () =>
      assert.equal(isLoopbackUrl(url), isLoopback));
  }

  it('keeps only scheme and host of a geolocation', () => {
    assert.equal(
      parseGeolocation('https://US2.api.concursolutions.com/oauth2/v0/token'),
      'https://us2.api.concursolutions.com',
    );
    assert.equal(parseGeolocation('us2.api.concursolutions.com'), undefined);
  });

  it('never sends a token of the sandbox to Concur, nor one of Concur to the sandbox', () => {
    const aConnection = (kind: Connection['kind'], geolocation: string): Connection => ({
      id: kind,
      name: kind,
      kind,
      geolocation: geolocation as Geolocation,
      clientId: '',
      grant: { kind: 'accessToken' },
    });
    const sandbox = aConnection('sandbox', 'http://127.0.0.1:8726');
    const concur = aConnection('concur', 'https://us2.api.concursolutions.com');
    assert.equal(mayCarryToken(sandbox, 'http://127.0.0.1:8726/api'), true);
    assert.equal(mayCarryToken(sandbox, 'http://127.0.0.1:8727/api'), false);
    assert.equal(mayCarryToken(sandbox, 'https://us2.api.concursolutions.com/api'), false);
    assert.equal(mayCarryToken(concur, 'https://eu2.api.concursolutions.com/api'), true);
    assert.equal(mayCarryToken(concur, 'http://127.0.0.1:8726/api'), false);
  });
});
