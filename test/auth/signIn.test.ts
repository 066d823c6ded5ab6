import assert from 'node:assert/strict';
import type { BrowserDoor } from '../../src/auth/browserDoor.js';
import type { Connection, Grant } from '../../src/auth/connection.js';
import type { Secrets } from '../../src/auth/credentials.js';
import { findGeolocation } from '../../src/auth/dataCentres.js';
import { type Geolocation, parseGeolocation } from '../../src/auth/geolocation.js';
import { inspectToken, principalOf, subjectOf, verifySignature } from '../../src/auth/inspectToken.js';
import { listenForRedirect } from '../../src/auth/redirect/loopback.js';
import { parsePasted } from '../../src/auth/redirect/readRedirect.js';
import { signIn } from '../../src/auth/signIn.js';
import { TokenClient } from '../../src/auth/tokenClient.js';
import { adviseOnToken, TokenError, type TokenFailure } from '../../src/auth/tokenError.js';
import { TokenLog } from '../../src/auth/tokenLog.js';
import type { TokenSet } from '../../src/auth/tokenSet.js';
import { NodeTransport } from '../../src/http/transport.js';
import { openSandbox, type Session } from '../sandbox/session.js';

const REDIRECT = 'http://localhost/back';

describe('signing in at the sandbox', () => {
  let session: Session;
  const transport = new NodeTransport();
  const log = new TokenLog();
  const client = new TokenClient(transport, () => new Date(), log);

  before(async () => {
    session = await openSandbox({ now: () => new Date() });
  });
  after(async () => {
    transport.dispose();
    await session.sandbox.close();
  });

  function aConnection(grant: Grant, changes: Partial<Connection> = {}): Connection {
    const { url, clientId } = session.sandbox.welcome;
    const geolocation = url as Geolocation;
    return { id: 'c', name: 'C', kind: 'sandbox', geolocation, clientId, grant, ...changes };
  }

  function run(
    grant: Grant,
    secrets: Secrets = {},
    door: BrowserDoor = aDoor(),
    changes: Partial<Connection> = {},
  ): Promise<TokenSet> {
    return signIn(
      aConnection(grant, changes),
      { clientSecret: session.sandbox.welcome.clientSecret, ...secrets },
      {
        client,
        door,
        askOneTimePassword: async () => {
          const answer = await fetch(`${session.sandbox.url}/sandbox/mail`, {
            headers: { accept: 'application/json' },
          });
          const { mails } = (await answer.json()) as { mails: { otp: string }[] };
          return ` ${mails[0]?.otp} `;
        },
        randomState: () => 'state-1',
        now: () => new Date(),
      },
    );
  }

  /** A browser in which somebody fills in the sandbox's page and follows the redirect to the listener. */
  function aDoor(decision = 'allow', spoil: (url: URL) => URL = (url) => url): BrowserDoor {
    return {
      waitForRedirect: (expectation, signal) =>
        listenForRedirect({ ...expectation, redirectUri: expectation.redirectUri ?? REDIRECT }, signal),
      open: async (url) => {
        const { username, password } = session.sandbox.welcome;
        const page = new URL(url);
        const body = new URLSearchParams({ ...Object.fromEntries(page.searchParams), username, password, decision });
        const answer = await fetch(page.origin + page.pathname, { method: 'POST', body, redirect: 'manual' });
        await fetch(spoil(new URL(answer.headers.get('location') ?? '')));
      },
    };
  }

  async function failureOf(work: Promise<unknown>): Promise<TokenFailure> {
    const error = await work.then(
      () => assert.fail('it succeeded'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof TokenError, String(error));
    return error.failure;
  }

  it('gives a user by login and password', async () => {
    const { username, password, userId } = session.sandbox.welcome;
    const tokenSet = await run({ kind: 'password', username, credtype: 'password' }, { password });
    assert.deepEqual([principalOf(tokenSet), subjectOf(tokenSet)], ['user', userId]);
    assert.ok(tokenSet.refreshToken && tokenSet.refreshExpiresAt && tokenSet.idToken);
  });

  it('gives a company by its request token', async () => {
    const { companyUuid, companyRequestToken: requestToken } = session.sandbox.welcome;
    const tokenSet = await run({ kind: 'password', username: companyUuid, credtype: 'authtoken' }, { requestToken });
    assert.deepEqual([principalOf(tokenSet), subjectOf(tokenSet)], ['company', companyUuid]);
  });

  it('says of a wrong request token that it is one, not a password', async () => {
    const { companyUuid } = session.sandbox.welcome;
    const grant = { kind: 'password', username: companyUuid, credtype: 'authtoken' } as const;
    const failure = await failureOf(run(grant, { requestToken: 'rt-old' }));
    assert.match(adviseOnToken(failure).what, /request token.*24 hours/);
  });

  it('gives the app by client credentials, narrowed to the scopes asked for', async () => {
    const tokenSet = await run({ kind: 'clientCredentials' }, {}, aDoor(), { scopes: ['openid', 'EXPRPT'] });
    assert.equal(principalOf(tokenSet), 'application');
    assert.deepEqual(tokenSet.scopes, ['openid', 'EXPRPT']);
    assert.equal(tokenSet.refreshToken, undefined);
  });

  it('gives a user by the browser, with the redirect caught on this computer', async () => {
    const tokenSet = await run({ kind: 'authorizationCode', redirectUri: REDIRECT });
    assert.equal(principalOf(tokenSet), 'user');
  });

  it('takes a pasted address in place of a redirect that cannot be caught', async () => {
    const pasting: BrowserDoor = {
      open: aDoor().open,
      waitForRedirect: async ({ redirectUri }) => {
        let paste: (url: URL) => void = () => undefined;
        const arrived = new Promise<URL>((resolve) => {
          paste = resolve;
        });
        pasting.open = (url) =>
          aDoor('allow', (redirect) => {
            paste(parsePasted(` "${redirect.href}" `) ?? assert.fail('no address'));
            return new URL(session.sandbox.url);
          }).open(url);
        return { redirectUri, arrived, dispose: () => undefined };
      },
    };
    assert.equal(principalOf(await run({ kind: 'authorizationCode', redirectUri: REDIRECT }, {}, pasting)), 'user');
  });

  it('tells that the person declined', async () => {
    const failure = await failureOf(run({ kind: 'authorizationCode', redirectUri: REDIRECT }, {}, aDoor('decline')));
    assert.equal(failure.kind, 'appNotAllowed');
  });

  it('goes on waiting when a redirect with another state comes first', async () => {
    const forging: BrowserDoor = {
      waitForRedirect: aDoor().waitForRedirect,
      open: async (url) => {
        const redirect = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
        redirect.search = '?code=forged&state=other';
        assert.equal((await fetch(redirect)).status, 400);
        await aDoor().open(url);
      },
    };
    assert.equal(principalOf(await run({ kind: 'authorizationCode', redirectUri: REDIRECT }, {}, forging)), 'user');
  });

  it('gives whom the App Center names', async () => {
    const { companyUuid, companyRequestToken } = session.sandbox.welcome;
    const query = new URLSearchParams({ id: companyUuid, requestToken: companyRequestToken, userId: 'u' });
    const pasted = parsePasted(query.toString()) ?? assert.fail('no query');
    const door: BrowserDoor = {
      open: async () => assert.fail('the App Center opens the app, not the reverse'),
      waitForRedirect: async () => ({
        redirectUri: undefined,
        arrived: Promise.resolve(pasted),
        dispose: () => undefined,
      }),
    };
    assert.equal(principalOf(await run({ kind: 'appCenter' }, {}, door)), 'company');
    const lacking: BrowserDoor = {
      ...door,
      waitForRedirect: async () => ({
        redirectUri: undefined,
        arrived: Promise.resolve(new URL('http://localhost/?id=1')),
        dispose: () => undefined,
      }),
    };
    assert.deepEqual(await failureOf(run({ kind: 'appCenter' }, {}, lacking)), {
      kind: 'badRedirect',
      lacks: 'requestToken',
    });
  });

  it('gives a user by a one-time password that was mailed', async () => {
    const tokenSet = await run({
      kind: 'otp',
      channelHandle: 'grace.okafor@example.com',
      name: 'Grace',
      company: 'Lake',
    });
    assert.equal(principalOf(tokenSet), 'user');
  });

  it('goes on with a refresh token from elsewhere, and with an access token as it is', async () => {
    const { username, password } = session.sandbox.welcome;
    const first = await run({ kind: 'password', username, credtype: 'password' }, { password });
    const renewed = await run({ kind: 'refreshToken' }, { refreshToken: first.refreshToken ?? '' });
    assert.ok(renewed.refreshToken);
    const ready = await run({ kind: 'accessToken' }, { accessToken: first.accessToken });
    assert.deepEqual(ready.scopes, first.scopes);
    assert.equal(Math.abs(ready.expiresAt.getTime() - first.expiresAt.getTime()) < 2000, true);
  });

  it('follows an account to the data centre that it lives in', async () => {
    const { password } = session.sandbox.welcome;
    const grant = { kind: 'password', username: 'eu.user@example.com', credtype: 'password' } as const;
    const elsewhere = parseGeolocation(session.sandbox.url.replace('127.0.0.1', 'localhost'));
    assert.equal((await run(grant, { password })).geolocation, elsewhere);
    const secrets = { clientSecret: session.sandbox.welcome.clientSecret, password };
    const candidates = [session.sandbox.url as Geolocation];
    const found = await findGeolocation(aConnection(grant), secrets, client, new Date(), candidates);
    assert.equal(found.geolocation, elsewhere);
  });

  describe('by the flows of before 2017', () => {
    const legacy = (): Partial<Connection> => ({ clientId: session.sandbox.welcome.consumerKey ?? '' });

    it('gives a token for a year by login and password, which can be renewed, moved to OAuth2 and revoked', async () => {
      const { username, password, clientSecret, consumerKey = '' } = session.sandbox.welcome;
      const tokenSet = await run({ kind: 'legacyNative', username }, { password }, aDoor(), legacy());
      assert.equal(tokenSet.scheme, 'OAuth');
      assert.ok(tokenSet.expiresAt.getTime() - Date.now() > 360 * 86_400_000);
      const renewed = await client.legacy.refresh(tokenSet, consumerKey, clientSecret);
      assert.notEqual(renewed.accessToken, tokenSet.accessToken);
      const app = await run({ kind: 'clientCredentials' });
      const old = { consumerKey, token: renewed.accessToken };
      const moved = await client.migrate(app, old, clientSecret, false).catch((error: unknown) => {
        assert.ok(error instanceof TokenError);
        return error.failure;
      });
      assert.ok('refreshToken' in moved, JSON.stringify(moved));
      assert.equal(principalOf(await run({ kind: 'refreshToken' }, { refreshToken: moved.refreshToken })), 'user');
      await client.legacy.revoke(renewed, renewed.accessToken);
      await assert.rejects(client.legacy.revoke(renewed, renewed.accessToken));
    });

    it('gives one by the browser and by a request token', async () => {
      const byBrowser = await run({ kind: 'legacyWeb', redirectUri: REDIRECT }, {}, aDoor(), legacy());
      assert.equal(byBrowser.scheme, 'OAuth');
      const failure = await failureOf(run({ kind: 'legacyAutoConnect' }, { requestToken: 'none' }, aDoor(), legacy()));
      assert.equal(failure.kind, 'refused');
      assert.match(failure.kind === 'refused' ? failure.text : '', /code/);
    });

    it('says why a password is refused, though the answer is XML', async () => {
      const { username } = session.sandbox.welcome;
      const failure = await failureOf(run({ kind: 'legacyNative', username }, { password: 'no' }, aDoor(), legacy()));
      assert.equal(failure.kind, 'refused');
    });
  });

  it('revokes all refresh tokens of a user', async () => {
    const { username, password } = session.sandbox.welcome;
    const tokenSet = await run({ kind: 'password', username, credtype: 'password' }, { password });
    await client.revokeAll(tokenSet);
    const failure = await failureOf(run({ kind: 'refreshToken' }, { refreshToken: tokenSet.refreshToken ?? '' }));
    assert.deepEqual([failure.kind, 'code' in failure ? failure.code : 0], ['refreshTokenInvalid', 108]);
  });

  it('gives tokens whose signature can be checked, and not after they were changed', async () => {
    const { username, password } = session.sandbox.welcome;
    const tokenSet = await run({ kind: 'password', username, credtype: 'password' }, { password });
    const keys = await client.keys(tokenSet.geolocation);
    const report = await inspectToken(tokenSet, [], keys, new Date());
    assert.deepEqual([report.signature, report.principal, report.isNotYetValid], ['valid', 'user', false]);
    const [head, , signature] = tokenSet.accessToken.split('.');
    const claims = Buffer.from(JSON.stringify({ ...report.claims, sub: 'somebody else' })).toString('base64url');
    assert.equal(await verifySignature(`${head}.${claims}.${signature}`, keys), 'invalid');
    assert.equal(await verifySignature('abc123', keys), 'opaque');
    assert.equal(await verifySignature(tokenSet.accessToken, undefined), 'notChecked');
    assert.equal(JSON.stringify(report).includes(tokenSet.accessToken), false);
  });

  it('leaves a log of every exchange in which no secret stands', async () => {
    const { username, password, clientSecret, companyRequestToken } = session.sandbox.welcome;
    const tokenSet = await run({ kind: 'password', username, credtype: 'password' }, { password });
    const text = JSON.stringify(log.entries);
    assert.ok(log.entries.length > 10 && log.entries.length <= 100);
    const secrets = [
      password,
      clientSecret,
      companyRequestToken,
      tokenSet.accessToken,
      tokenSet.refreshToken,
      tokenSet.idToken,
    ];
    for (const secret of secrets) assert.equal(text.includes(secret ?? 'missing'), false);
    assert.equal(text.includes(encodeURIComponent(password)), false);
    assert.ok(log.entries.at(-1)?.request.body.includes('grant_type=password'));
  });

  it('sends nothing to a host that may get no secret', async () => {
    const before = log.entries.length;
    const changes = { geolocation: 'https://us2.api.concursolutions.com' as Geolocation };
    const failure = await failureOf(run({ kind: 'clientCredentials' }, {}, aDoor(), changes));
    assert.equal(failure.kind, 'foreignHost');
    assert.equal(log.entries.length, before);
  });
});
