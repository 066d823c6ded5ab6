import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { CALLOUTS, findCallout, requireCallout } from '../../src/callouts/catalog.js';
import { ConnectorError, checkCredentials, readConnectorUrl } from '../../src/callouts/connector.js';
import { CalloutValueError, composeBody, composeCall } from '../../src/callouts/message.js';
import { isSigned, signLaunch } from '../../src/callouts/signature.js';
import { headerValue } from '../../src/http/request.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';

const connector = { url: 'https://connector.example.com', user: 'Lakeside-Connector', password: 'quiet-water-42' };
const circumstances = { now: () => new Date('2026-03-18T22:00:00Z'), newUuid: () => 'nonce-1' };

describe('the calls that Concur makes', () => {
  it('belong each to an operation of the catalogue with the same method and path', async () => {
    const catalog = await builtInCatalog();
    for (const { name, operationId, method, path } of CALLOUTS) {
      const operation = await catalog.operation(operationId);
      assert.deepEqual([name, operation.method, operation.path], [name, method, path]);
    }
  });

  it('are found by name and title in any spelling', () => {
    assert.equal(findCallout('Fetch Attendee')?.name, 'fetch-attendee');
    assert.equal(findCallout('FETCH_LIST')?.name, 'fetch-list');
    assert.throws(
      () => requireCallout('fetch-people'),
      /There is no callout fetch-people\. There are: test-connection/,
    );
  });

  it('send every element of an attendee search, blank ones empty, in the order of the page', () => {
    const { method, url, headers, body } = composeCall(
      requireCallout('fetch-attendee'),
      connector,
      { LastName: 'Haddad & <Sons>' },
      circumstances,
    );
    assert.equal(`${method} ${url}`, 'POST https://connector.example.com/concur/attendee/v2.0/fetch');
    assert.equal(headerValue(headers, 'content-type'), 'application/xml; charset=utf-8');
    assert.equal(
      headerValue(headers, 'authorization'),
      `Basic ${Buffer.from('Lakeside-Connector:quiet-water-42').toString('base64')}`,
    );
    const names = [...String(body).matchAll(/<(\w+)[ >]/g)].map(([, name]) => name);
    assert.deepEqual(names.slice(0, 6), [
      'AttendeeSearchRequest',
      'Attendee',
      'AttendeeTypeCode',
      'FirstName',
      'MiddleInitial',
      'LastName',
    ]);
    assert.equal(names.length, 2 + 8 + 2 + 25);
    assert.match(String(body), /<LastName>Haddad &amp; &lt;Sons&gt;<\/LastName>/);
  });

  it('name the parents of a list on every level', () => {
    const body = composeBody(requireCallout('fetch-list'), { parents: 'EU, DE', query: 'Ber*' });
    assert.match(String(body), /<long-code>EU-DE<\/long-code><short-code>DE<\/short-code><query>Ber\*<\/query>/);
    assert.match(String(body), /<code-by-level><level1>EU<\/level1><level2>DE<\/level2><\/code-by-level>/);
  });

  it('tell of the day on which a report entered a step', () => {
    const body = composeBody(requireCallout('event-notification'), {}, circumstances);
    assert.match(String(body), /<ObjectType>EXPRPT<\/ObjectType>/);
    assert.match(String(body), /<EventDateTime>2026-03-18<\/EventDateTime><Context \/><\/Notification>$/);
  });

  it('keep a path that the person gives', () => {
    const { url } = composeCall(
      requireCallout('test-connection'),
      { ...connector, url: 'https://a.example/my/test' },
      {},
    );
    assert.equal(url, 'https://a.example/my/test');
  });

  for (const [name, values, what] of [
    ['fetch-attendee', { Nickname: 'N' }, /has no field Nickname\. It has AttendeeTypeCode/],
    ['fetch-attendee', { MiddleInitial: 'NN' }, /MiddleInitial takes at most 1 characters; this has 2/],
    ['fetch-list', { 'search-by': 'NAME' }, /search-by has to be TEXT or CODE, not "NAME"/],
    ['test-connection', { a: 'b' }, /has no field a\. It has none/],
  ] as const) {
    it(`refuse ${JSON.stringify(values)} in ${name}`, () => {
      assert.throws(
        () => composeCall(requireCallout(name), connector, values),
        (error) => {
          assert.ok(error instanceof CalloutValueError);
          assert.match(error.message, what);
          return true;
        },
      );
    });
  }
});

describe('the signature of a launch', () => {
  const query = {
    company_domain: 'example.com',
    logged_in_user_id: 'u1',
    report_owner_user_id: 'u2',
    report_owner_employee_id: 'E 1',
    item_url: 'https://us2.api.concursolutions.com/a?b=c&d',
    nonce: 'n1',
  };

  it('covers the decoded values, user, password and nonce, with the user in lower case as key', () => {
    const message = `example.comu1u2E 1${query.item_url}Lakeside-Connectorquiet-water-42n1`;
    const expected = createHmac('sha256', 'lakeside-connectorquiet-water-42').update(message).digest('base64');
    assert.equal(signLaunch('v4Expense', query, connector), expected);
  });

  it('survives the way through an address, and no change on it', () => {
    for (const name of ['launch-external-url', 'launch-external-url-request', 'launch-external-url-v1']) {
      const url = new URL(composeCall(requireCallout(name), connector, {}).url);
      const sent = Object.fromEntries(url.searchParams);
      assert.ok(isSigned(sent, connector), name);
      assert.ok(!isSigned({ ...sent, nonce: 'other' }, connector), name);
      assert.ok(!isSigned(sent, { ...connector, password: 'other-password' }), name);
    }
  });
});

describe('a connector under test', () => {
  for (const [text, what] of [
    ['connector', /no address of a connector/],
    ['ftp://connector.example.com', /no address of a connector/],
    ['http://connector.example.com', /https only/],
    ['https://me:hushhush@connector.example.com', /Leave user and password out/],
  ] as const) {
    it(`is not at ${text}`, () => {
      assert.throws(
        () => readConnectorUrl(text),
        (error) => error instanceof ConnectorError && what.test(error.message) && !error.message.includes('hushhush'),
      );
    });
  }

  it('may be on this computer without https', () => {
    assert.equal(readConnectorUrl(' http://localhost:8080/a#b '), 'http://localhost:8080/a');
    assert.equal(readConnectorUrl('http://[::1]:8080'), 'http://[::1]:8080/');
  });

  it('has credentials of the lengths that Concur registers', () => {
    assert.deepEqual(checkCredentials(connector), []);
    assert.equal(checkCredentials({ user: 'a:b', password: 'short' }).length, 3);
  });
});
