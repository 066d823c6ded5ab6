import assert from 'node:assert/strict';
import { SendError } from '../../src/http/failure.js';
import { completeTarget } from '../../src/http/target.js';

const GEOLOCATION = 'https://eu2.api.concursolutions.com';

describe('completeTarget', () => {
  for (const [what, url, host, expected] of [
    ['leaves a whole URL', 'http://x.example/a?b', undefined, 'http://x.example/a?b'],
    ['puts a path on the geolocation', '/api/v3.0/x', undefined, `${GEOLOCATION}/api/v3.0/x`],
    ['puts a path with a host of Concur on the geolocation', '/a', 'www.concursolutions.com', `${GEOLOCATION}/a`],
    ['puts a path on another host of a Host header', '/a', 'x.example', 'https://x.example/a'],
    ['takes http for this computer', '/a', 'localhost:81', 'http://localhost:81/a'],
    [
      'does not take a look-alike for Concur',
      '/a',
      'concursolutions.com.example.org',
      'https://concursolutions.com.example.org/a',
    ],
    ['adds a scheme to a host', 'x.example/a', undefined, 'https://x.example/a'],
    ['adds http to a host of this computer', '127.0.0.1:81/a', undefined, 'http://127.0.0.1:81/a'],
  ] as const) {
    it(what, () => {
      const headers = host === undefined ? [] : ([['Host', host]] as const);
      assert.equal(completeTarget({ method: 'GET', url, headers }, GEOLOCATION).url, expected);
    });
  }

  for (const [url, kind] of [
    ['/a', 'noGeolocation'],
    ['a b', 'badUrl'],
    ['', 'badUrl'],
    ['http://', 'badUrl'],
    ['{{host}}/a', 'badUrl'],
  ] as const) {
    it(`says ${kind} of "${url}" without a connection`, () => {
      assert.throws(
        () => completeTarget({ method: 'GET', url, headers: [] }, undefined),
        (error) => error instanceof SendError && error.failure.kind === kind,
      );
    });
  }
});
