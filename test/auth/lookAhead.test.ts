import assert from 'node:assert/strict';
import type { Connection, Grant } from '../../src/auth/connection.js';
import { dataCentreOf } from '../../src/auth/dataCentres.js';
import { FLOWS, flowOf } from '../../src/auth/flows.js';
import { browserGeolocation, type Geolocation } from '../../src/auth/geolocation.js';
import { checkScopes, describeMisfit, describePrincipal, describeScopes } from '../../src/auth/scopeCheck.js';
import { groupScopes } from '../../src/auth/scopeGroups.js';
import { describeEnd, tokenEnds } from '../../src/auth/tokenEnds.js';
import type { TokenSet } from '../../src/auth/tokenSet.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const HOUR_MS = 3_600_000;
const US2 = 'https://us2.api.concursolutions.com' as Geolocation;

function aConnection(grant: Grant): Connection {
  return { id: 'c', name: 'C', kind: 'concur', geolocation: US2, clientId: 'app', grant };
}
function aTokenSet(changes: Partial<TokenSet> = {}): TokenSet {
  const expiresAt = new Date(NOW.getTime() + HOUR_MS);
  return { accessToken: 'a', expiresAt, scopes: ['EXPRPT'], geolocation: US2, ...changes };
}

describe('tokenEnds', () => {
  const inHours = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS);
  for (const [what, hours, urgency, words] of [
    ['a month', 24 * 30, 'fine', undefined],
    ['twelve days', 24 * 12.5, 'soon', /ends in 12 days/],
    ['a day', 25, 'soon', /ends in 25 hours/],
    ['a past day', -1, 'over', /ended on 2026-11-24.*Sign in again/],
  ] as const) {
    it(`finds the end of a refresh token after ${what} ${urgency}`, () => {
      const tokenSet = aTokenSet({ refreshToken: 'r', refreshExpiresAt: inHours(hours) });
      const ends = tokenEnds(aConnection({ kind: 'refreshToken' }), tokenSet, {}, NOW);
      const end = ends.find((one) => one.what === 'refreshToken') ?? assert.fail('no end');
      assert.equal(end.urgency, urgency);
      const sentence = describeEnd(end, 'C');
      if (words) assert.match(sentence ?? '', words);
      else assert.equal(sentence, undefined);
    });
  }

  it('announces the end of a request token that is not exchanged yet, a day after it was entered', () => {
    const secrets = { requestToken: 't', requestTokenSince: inHours(-22).toISOString() };
    const company = aConnection({ kind: 'password', username: 'u', credtype: 'authtoken' });
    const [end] = tokenEnds(company, undefined, secrets, NOW);
    assert.deepEqual([end?.what, end?.urgency, end?.remainingMs], ['requestToken', 'soon', 2 * HOUR_MS]);
    const exchanged = tokenEnds(company, aTokenSet({ refreshToken: 'r' }), secrets, NOW);
    assert.ok(exchanged.every(({ urgency }) => urgency === 'fine'));
  });

  it('announces the end of an access token only where it cannot renew itself', () => {
    const soon = aTokenSet({ expiresAt: inHours(0.1) });
    assert.equal(tokenEnds(aConnection({ kind: 'accessToken' }), soon, {}, NOW)[0]?.urgency, 'soon');
    assert.equal(tokenEnds(aConnection({ kind: 'clientCredentials' }), soon, {}, NOW)[0]?.urgency, 'fine');
  });
});

describe('scopes before sending', () => {
  for (const [needed, held, state, lacking] of [
    [['A'], ['A', 'B'], 'enough', []],
    [['A', 'C'], ['A', 'B'], 'maybe', ['C']],
    [['C'], ['A'], 'none', ['C']],
    [[], ['A'], 'enough', []],
    [['C'], [], 'enough', []],
  ] as const) {
    it(`finds ${held.join(' and ') || 'unknown scopes'} ${state} for ${needed.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(checkScopes({ scopes: needed }, held), { lacking, state });
    });
  }

  it('names the scope that is lacking and where to add it', () => {
    assert.match(describeScopes({ scopes: ['CONREQ'] }, ['A']) ?? '', /lacks the scope CONREQ.*Application Management/);
    assert.equal(describeScopes({ scopes: ['A'] }, ['A']), undefined);
  });

  it('groups the scopes of a token by what they unlock, and lists what stays locked', async () => {
    const apis = await (await builtInCatalog()).apis();
    const { groups, locked } = groupScopes(apis, ['EXPRPT']);
    assert.ok(groups[0]?.unlocks.includes('expense-reports-v3/listReports'));
    assert.ok(locked.some(({ scopes }) => scopes.includes('spend.list.read')));
    assert.ok(!locked.some(({ scopes }) => scopes.includes('EXPRPT')));
  });

  it('says before sending when the token stands for the wrong kind of principal', async () => {
    assert.match(describePrincipal({ id: 'user-provisioning-v4/createUser' }, 'user') ?? '', /token of a company/);
    assert.match(describePrincipal({ id: 'travel-requests-v1/x' }, 'company') ?? '', /token of a user/);
    assert.equal(describePrincipal({ id: 'user-provisioning-v4/createUser' }, 'company'), undefined);
    assert.equal(describePrincipal({ id: 'expense-reports-v3/listReports' }, 'company'), undefined);
    assert.equal(describePrincipal({ id: 'user-provisioning-v4/createUser' }, undefined), undefined);
  });
});

describe('flows and data centres', () => {
  it('explains every flow in one sentence, with a page of its own', () => {
    for (const flow of FLOWS) {
      assert.match(flow.explanation, /^[A-Z].*\.$/);
      assert.match(flow.docs, /^https:\/\/developer\.concur\.com\//);
      assert.equal(flowOf({ kind: flow.grant, credtype: flow.id === 'company' ? 'authtoken' : 'password' }), flow);
    }
    assert.equal(new Set(FLOWS.map(({ id }) => id)).size, FLOWS.length);
  });

  for (const [host, code] of [
    ['https://us2.api.concursolutions.com', 'US2'],
    ['https://www-eu2.api.concursolutions.com/oauth2', 'EU2'],
    ['https://cn.api.concurcdc.cn', 'CN'],
    ['https://us-impl.api.concursolutions.com', 'US-IMPL'],
    ['http://localhost:1', undefined],
  ] as const) {
    it(`takes ${host} for ${code ?? 'none'}`, () => assert.equal(dataCentreOf(host)?.code, code));
  }

  it('sends browsers to the host beside that never asks for a certificate', () => {
    assert.equal(browserGeolocation(US2), 'https://www-us2.api.concursolutions.com');
    const already = 'https://www-us2.api.concursolutions.com' as Geolocation;
    assert.equal(browserGeolocation(already), already);
    assert.equal(browserGeolocation('http://127.0.0.1:5' as Geolocation), 'http://127.0.0.1:5');
  });
});

describe('describeMisfit', () => {
  const claims = (type: string): string =>
    ['{"alg":"none"}', JSON.stringify({ 'concur.type': type })]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
      .concat('.s');
  for (const [what, id, type, scopes, words] of [
    ['nothing of a token that fits', 'x-v1/a', 'user', ['A', 'B'], []],
    ['nothing while one of several scopes is there', 'x-v1/a', 'user', ['B'], []],
    ['all scopes when none is there', 'x-v1/a', 'user', ['C'], [/none of the scopes.*A, B.*Application Management/]],
    ['the principal', 'app-management-v4/a', 'user', ['A'], [/takes only the token of the app.*client credentials/]],
    ['both', 'user-retrieval-v4/a', 'user', ['C'], [/none of the scopes/, /takes only the token of a company/]],
  ] as const) {
    it(`tells ${what}`, () => {
      const said = describeMisfit({ id, scopes: ['A', 'B'] }, { accessToken: claims(type), scopes });
      assert.equal(said.length, words.length);
      for (const [index, word] of words.entries()) assert.match(said[index] ?? '', word);
    });
  }
});
