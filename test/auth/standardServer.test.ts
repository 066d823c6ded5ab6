import assert from 'node:assert/strict';
import { OAuth2Server } from 'oauth2-mock-server';
import type { Connection } from '../../src/auth/connection.js';
import { type Geolocation, parseGeolocation } from '../../src/auth/geolocation.js';
import { verifySignature } from '../../src/auth/inspectToken.js';
import { listenForRedirect } from '../../src/auth/redirect/loopback.js';
import { signIn } from '../../src/auth/signIn.js';
import { TokenClient } from '../../src/auth/tokenClient.js';
import { TokenError } from '../../src/auth/tokenError.js';
import { NodeTransport } from '../../src/http/transport.js';

/** Somebody else's idea of OAuth 2.0, so that we do not only agree with ourselves. */
describe('signing in by the browser at a standard OAuth 2.0 server', () => {
  const transport = new NodeTransport();
  const client = new TokenClient(transport, () => new Date());
  let server: OAuth2Server;
  let forms: Record<string, unknown>[];
  let place: Geolocation;

  beforeEach(async () => {
    forms = [];
    const endpoints = { token: '/oauth2/v0/token', authorize: '/oauth2/v0/authorize', jwks: '/oauth2/v0/jwks' };
    server = new OAuth2Server(undefined, undefined, { endpoints });
    await server.issuer.keys.generate('RS256');
    await server.start(0, '127.0.0.1');
    place = parseGeolocation(`http://127.0.0.1:${server.address().port}`) ?? assert.fail('no address');
    server.service.on('beforeResponse', (_answer, request) => forms.push({ ...request.body }));
  });
  afterEach(() => server.stop());
  after(() => transport.dispose());

  const aConnection = (): Connection => ({
    id: 'c',
    name: 'C',
    kind: 'custom',
    geolocation: place,
    clientId: 'app',
    grant: { kind: 'authorizationCode', redirectUri: 'http://localhost/callback' },
    scopes: ['openid', 'EXPRPT'],
  });
  const run = (follow: (url: string) => Promise<unknown> = (url) => fetch(url)) =>
    signIn(
      aConnection(),
      { clientSecret: 's&cret' },
      {
        client,
        door: {
          waitForRedirect: (expectation, signal) =>
            listenForRedirect({ ...expectation, redirectUri: expectation.redirectUri ?? '' }, signal),
          open: async (url) => void (await follow(url)),
        },
        askOneTimePassword: () => assert.fail('no mail'),
        randomState: () => 'xyz',
        now: () => new Date(),
      },
    );

  it('exchanges the code with the redirect URI that the browser was sent with', async () => {
    let asked: URL | undefined;
    const tokenSet = await run((url) => {
      asked = new URL(url);
      return fetch(url);
    });
    assert.equal(asked?.searchParams.get('response_type'), 'code');
    assert.equal(asked?.searchParams.get('scope'), 'openid EXPRPT');
    assert.equal(asked?.searchParams.get('state'), 'xyz');
    const [form] = forms;
    assert.equal(form?.grant_type, 'authorization_code');
    assert.equal(form?.redirect_uri, asked?.searchParams.get('redirect_uri'));
    assert.equal(form?.client_secret, 's&cret');
    assert.equal(tokenSet.geolocation, place);
    assert.ok(tokenSet.refreshToken);
    assert.ok(tokenSet.expiresAt.getTime() > Date.now() + 3_500_000);
  });

  it('finds the signature of its tokens good by the keys it publishes', async () => {
    const { accessToken } = await run();
    assert.equal(await verifySignature(accessToken, await client.keys(place)), 'valid');
    const other = new OAuth2Server();
    await other.issuer.keys.generate('RS256');
    assert.equal(await verifySignature(accessToken, { keys: other.issuer.keys.toJSON() }), 'unknownKey');
  });

  it('quotes the words of an error that has no code of Concur', async () => {
    server.service.once('beforeResponse', (answer) => {
      answer.statusCode = 400;
      answer.body = { error: 'invalid_grant', error_description: 'the moon is full' };
    });
    await assert.rejects(
      run(),
      (error) => error instanceof TokenError && error.failure.kind === 'refused' && error.failure.text.includes('moon'),
    );
  });

  it('stops when the person gives up', async () => {
    const stop = new AbortController();
    const expected = await listenForRedirect(
      { redirectUri: 'http://localhost', state: 'a', isAnyPortFine: true },
      stop.signal,
    );
    stop.abort();
    await assert.rejects(expected.arrived, { name: 'AbortError' });
    await assert.rejects(fetch(expected.redirectUri ?? ''));
  });
});
