import assert from 'node:assert/strict';
import { parseGeolocation } from '../../src/auth/geolocation.js';
import { principalOf, subjectOf } from '../../src/auth/inspectToken.js';
import { type TokenSet, tokenSetFromAccessToken } from '../../src/auth/tokenSet.js';
import { whoAmI } from '../../src/auth/whoAmI.js';
import { NodeTransport, type Transport } from '../../src/http/transport.js';
import { openSandbox, type Session } from '../sandbox/session.js';

describe('whoAmI', () => {
  const transport = new NodeTransport();
  let guest: Session;
  let tokenSet: TokenSet;
  before(async () => {
    guest = await openSandbox();
    const { url, clientId, clientSecret, username, password } = guest.sandbox.welcome;
    const answer = await fetch(`${url}/oauth2/v0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username,
        password,
      }),
    });
    const { access_token, scope } = (await answer.json()) as { access_token: string; scope: string };
    const geolocation = parseGeolocation(url);
    assert.ok(geolocation);
    tokenSet = {
      ...tokenSetFromAccessToken(access_token, geolocation, new Date()),
      scopes: scope.split(' '),
    };
  });
  after(async () => {
    transport.dispose();
    await guest.sandbox.close();
  });

  it('names user and company where Identity takes tokens of companies only', async () => {
    assert.deepEqual(
      await whoAmI(transport, tokenSet, { principal: principalOf(tokenSet), subject: subjectOf(tokenSet) }),
      {
        name: guest.sandbox.welcome.username,
        companyId: guest.sandbox.welcome.companyUuid,
      },
    );
  });

  it('asks nobody without a scope for it', async () => {
    const unreachable: Transport = { send: () => assert.fail('something was sent') };
    const token = { principal: principalOf(tokenSet), subject: subjectOf(tokenSet) };
    assert.equal(await whoAmI(unreachable, { ...tokenSet, scopes: ['EXPRPT'] }, token), undefined);
  });
});
