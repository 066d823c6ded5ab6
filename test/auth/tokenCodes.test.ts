import assert from 'node:assert/strict';
import type { Geolocation } from '../../src/auth/geolocation.js';
import { TokenClient } from '../../src/auth/tokenClient.js';
import { TOKEN_CODES } from '../../src/auth/tokenCodes.js';
import { adviseOnToken, TokenError, type TokenFailure } from '../../src/auth/tokenError.js';
import type { TokenForm } from '../../src/auth/tokenForm.js';
import { NodeTransport } from '../../src/http/transport.js';
import { openSandbox, type Session } from '../sandbox/session.js';

/** Codes as the page lists them, for /token and /otp (/api-reference/authentication/apidoc.html). */
const DOCUMENTED = [
  ...[5, 10, 11, 12, 13, 14, 16, 19, 20, 21, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 80, 81, 82],
  ...[83, 84, 85, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 115, 117, 118, 119, 120, 121, 122, 123, 124],
  ...[135, 136, 139],
];

describe('codes of the token service', () => {
  let session: Session;
  const transport = new NodeTransport();
  const client = new TokenClient(transport, () => new Date());

  before(async () => {
    session = await openSandbox({ now: () => new Date() });
  });
  after(async () => {
    transport.dispose();
    await session.sandbox.close();
  });

  async function ask(
    changes: Record<string, string> & { grant_type?: TokenForm['grant_type'] },
  ): Promise<TokenFailure> {
    const { url, clientId, clientSecret, username, password } = session.sandbox.welcome;
    const form = {
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username,
      password,
    } as const;
    try {
      await client.request(url as Geolocation, { ...form, ...changes });
    } catch (error) {
      assert.ok(error instanceof TokenError, String(error));
      return error.failure;
    }
    return assert.fail('a token was given');
  }

  for (const code of DOCUMENTED) {
    it(`says what is wrong and what to do for ${code}, as the sandbox answers it`, async () => {
      const failure = await ask({ username: `code${code}@example.com` });
      const { what, next } = adviseOnToken(failure);
      if (code === 16) {
        assert.equal(failure.kind, 'livesElsewhere');
        assert.ok(what.includes(session.sandbox.url.replace('127.0.0.1', 'localhost')));
      } else {
        assert.equal('code' in failure && failure.code, code);
        assert.ok(what.startsWith(TOKEN_CODES[code]?.what ?? 'no sentence'));
      }
      assert.ok(next.length > 0);
      assert.doesNotMatch(what, /^Error|undefined|^No token/);
      assert.match(what, /[.]$/);
    });
  }

  for (const [code, changes] of [
    [5, { password: 'wrong' }],
    [51, { username: '' }],
    [52, { password: '' }],
    [54, { scope: 'no.such.scope' }],
    [60, { grant_type: 'implicit' }],
    [61, { client_id: 'nobody' }],
    [62, { client_id: '' }],
    [63, { client_secret: '' }],
    [64, { client_secret: 'wrong' }],
    [65, { grant_type: '' }],
    [103, { grant_type: 'authorization_code', code: 'used', redirect_uri: 'http://localhost' }],
    [106, { grant_type: 'refresh_token' }],
    [108, { grant_type: 'refresh_token', refresh_token: 'gone' }],
    [120, { credtype: 'fingerprint' }],
  ] as const) {
    it(`reads ${code} where its cause is real: ${JSON.stringify(changes)}`, async () => {
      const failure = await ask(changes as Parameters<typeof ask>[0]);
      assert.equal('code' in failure && failure.code, code);
    });
  }
});

describe('what is said when no token is given', () => {
  for (const [failure, words] of [
    [
      { kind: 'refused', code: 999, status: 400, text: 'a new thing.', correlationId: 'abc-1' },
      /a new thing \(code 999\)\..*abc-1/,
    ],
    [{ kind: 'proxy', status: 407 }, /proxy/],
    [{ kind: 'clockSkew', minutes: 12 }, /12 minutes ahead of/],
    [{ kind: 'clockSkew', minutes: -7 }, /7 minutes behind/],
    [{ kind: 'serviceDown', status: 503, correlationId: 'abc-2' }, /503.*abc-2/],
    [{ kind: 'tooManyRequests', retryAfterSeconds: 30 }, /Wait 30 s/],
    [{ kind: 'renewalLost', startedAt: new Date(0) }, /cut off/],
    [{ kind: 'refreshTokenInvalid', code: 108, correlationId: 'abc-3' }, /refresh token.*abc-3/],
  ] as const satisfies readonly (readonly [TokenFailure, RegExp])[]) {
    it(`is a sentence about ${failure.kind}`, () => assert.match(adviseOnToken(failure).what, words));
  }
});
