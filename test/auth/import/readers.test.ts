import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Connection } from '../../../src/auth/connection.js';
import type { Geolocation } from '../../../src/auth/geolocation.js';
import { readConnectionFile, writeConnectionFile } from '../../../src/auth/import/connectionFile.js';
import { readDotenv } from '../../../src/auth/import/dotenvText.js';
import type { ImportResult } from '../../../src/auth/import/imported.js';
import { readKeytarEntry } from '../../../src/auth/import/keytarEntry.js';
import { readPostmanEnvironment } from '../../../src/auth/import/postmanEnvironment.js';

const newId = (): string => 'id-1';
const COMPANY = '36e0c1f4-5b0a-4a7e-9d52-7f1b86c2a913';

function only(result: ImportResult) {
  const [one, ...more] = result.connections;
  assert.ok(one && more.length === 0, JSON.stringify(result.findings));
  return one;
}

describe('readDotenv', () => {
  it('takes a user with a password, quotes and comments', () => {
    const text = `# mine\nexport CONCUR_GEOLOCATION="https://EU2.api.concursolutions.com/oauth2/v0/token"
CONCUR_CLIENT_ID=app\nCONCUR_CLIENT_SECRET='s#cret'\nCONCUR_USERNAME=ana\nCONCUR_PASSWORD="p w"\nUNRELATED=1`;
    const { connection, secrets } = only(readDotenv(text, newId));
    assert.deepEqual(connection, {
      id: 'id-1',
      name: '.env',
      kind: 'concur',
      geolocation: 'https://eu2.api.concursolutions.com',
      clientId: 'app',
      grant: { kind: 'password', username: 'ana', credtype: 'password' },
    });
    assert.deepEqual(secrets, { clientSecret: 's#cret', password: 'p w' });
  });

  for (const [what, text, grant] of [
    ['a company', `CLIENT_ID=a\nCLIENT_SECRET=b\nCOMPANY_UUID=${COMPANY}\nCOMPANY_REQUEST_TOKEN=t`, 'password'],
    ['a refresh token', 'CLIENT_ID=a\nCLIENT_SECRET=b\nREFRESH_TOKEN=r', 'refreshToken'],
    ['an access token alone', 'SAP_CONCUR_ACCESS_TOKEN=x.y.z', 'accessToken'],
    ['a web app', 'CLIENT_ID=a\nCLIENT_SECRET=b\nREDIRECT_URI=http://localhost:3000/cb', 'authorizationCode'],
    ['an app by itself', 'CLIENT_ID=a\nCLIENT_SECRET=b', 'clientCredentials'],
    [
      'what the grant type says',
      'CLIENT_ID=a\nCLIENT_SECRET=b\nUSERNAME=u\nPASSWORD=p\nGRANT_TYPE=client_credentials',
      'clientCredentials',
    ],
  ] as const) {
    it(`takes ${what}`, () => assert.equal(only(readDotenv(text, newId)).connection.grant.kind, grant));
  }

  it('warns of a host that is not Concur, and allows nothing there', () => {
    const result = readDotenv('BASE_URL=https://concursolutions.com.example.org\nCLIENT_ID=a\nCLIENT_SECRET=b', newId);
    assert.equal(only(result).connection.kind, 'custom');
    assert.equal(only(result).connection.allowedHosts, undefined);
    assert.match(result.findings[0]?.message ?? '', /no host of Concur/);
  });

  it('says that a text holds no connection', () => {
    assert.deepEqual([readDotenv('A=1', newId).connections.length, readDotenv('', newId).findings.length], [0, 1]);
  });

  it('never quotes a value in a finding, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,20}$/), fc.string(), (secret, noise) => {
        const text = `CLIENT_ID=a\nCLIENT_SECRET=${secret}\nSECRET=${secret}x\nPASSWORD=${secret}\n${noise.replaceAll('\n', ' ')}`;
        const result = readDotenv(text, newId);
        assert.equal(JSON.stringify(result.findings).includes(secret), false);
        for (const { connection } of result.connections)
          assert.equal(JSON.stringify(connection).includes(secret), false);
      }),
    );
  });
});

describe('readPostmanEnvironment', () => {
  const environment = (values: object[]): string => JSON.stringify({ id: 'x', name: 'Concur EU', values });

  it('puts variables in, passes disabled ones over, and takes the name', () => {
    const result = readPostmanEnvironment(
      environment([
        { key: 'dc', value: 'eu2', enabled: true },
        { key: 'baseUrl', value: 'https://{{dc}}.api.concursolutions.com', enabled: true },
        { key: 'client_id', value: 'app' },
        { key: 'client_secret', value: 's', type: 'secret' },
        { key: 'refresh_token', value: 'r', type: 'secret' },
        { key: 'password', value: 'old', enabled: false },
        { key: 'access_token', value: '{{missing}}' },
      ]),
      newId,
    );
    const { connection, secrets } = only(result);
    assert.deepEqual([connection.name, connection.geolocation], ['Concur EU', 'https://eu2.api.concursolutions.com']);
    assert.deepEqual(secrets, { clientSecret: 's', refreshToken: 'r' });
    assert.deepEqual(
      result.findings.map(({ severity }) => severity),
      ['hint', 'warning'],
    );
  });

  for (const text of ['', '{', '[]', '{"values":{}}', '{"info":{},"item":[]}']) {
    it(`says that ${JSON.stringify(text)} is no environment`, () => {
      assert.match(readPostmanEnvironment(text, newId).findings[0]?.message ?? '', /no Postman environment/);
    });
  }

  it('ends when variables refer to each other', () => {
    const values = [
      { key: 'client_id', value: '{{b}}' },
      { key: 'b', value: '{{client_id}}' },
    ];
    assert.equal(readPostmanEnvironment(environment(values), newId).connections.length, 0);
  });
});

describe('readKeytarEntry', () => {
  it('reads members of JSON, those within others too', () => {
    const value = JSON.stringify({
      auth: { clientId: 'app', clientSecret: 's', refreshToken: 'r' },
      scopes: ['openid', 'EXPRPT'],
    });
    const { connection, secrets } = only(readKeytarEntry({ service: 'my-tool', account: 'ana', value }, {}, newId));
    assert.deepEqual(
      [connection.name, connection.clientId, connection.grant.kind],
      ['my-tool (ana)', 'app', 'refreshToken'],
    );
    assert.deepEqual(connection.scopes, ['openid', 'EXPRPT']);
    assert.deepEqual(secrets, { clientSecret: 's', refreshToken: 'r' });
  });

  it('takes a bare value for the password of the account', () => {
    const entry = { service: 'concur', account: 'ana', value: 'p' };
    const { connection, secrets } = only(readKeytarEntry(entry, { clientId: 'app', clientSecret: 's' }, newId));
    assert.deepEqual(connection.grant, { kind: 'password', username: 'ana', credtype: 'password' });
    assert.deepEqual(secrets, { clientSecret: 's', password: 'p' });
  });

  it('takes a bare JWT for an access token, and a value for what it is said to be', () => {
    const jwt = { service: 's', account: COMPANY, value: 'aa.bb.cc' };
    assert.equal(only(readKeytarEntry(jwt, {}, newId)).connection.grant.kind, 'accessToken');
    const secret = { service: 's', account: COMPANY, value: 'r' };
    const { connection } = only(readKeytarEntry(secret, { clientSecret: 's' }, newId, 'refreshToken'));
    assert.deepEqual([connection.grant.kind, connection.clientId], ['refreshToken', COMPANY]);
  });
});

describe('the file of connections', () => {
  const connection: Connection = {
    id: 'c',
    name: 'C',
    kind: 'concur',
    geolocation: 'https://us2.api.concursolutions.com' as Geolocation,
    clientId: 'app',
    grant: { kind: 'otp', channelHandle: 'a@b.c' },
    certificate: { format: 'pem', path: '/c.pem' },
    isProduction: true,
  };

  it('comes back as it was', () => {
    assert.deepEqual(readConnectionFile(writeConnectionFile([connection])), {
      connections: [connection],
      findings: [],
    });
  });

  it('holds no secret, even one that somebody wrote into a connection', () => {
    const spoilt = { ...connection, clientSecret: 'canary-1', grant: { ...connection.grant, password: 'canary-2' } };
    assert.doesNotMatch(writeConnectionFile([spoilt]), /canary/);
  });

  it('passes over what is no connection, and says which and why', () => {
    const text = JSON.stringify({
      connections: [connection, { name: 'X' }, { ...connection, geolocation: 'ftp://x' }],
    });
    const { connections, findings } = readConnectionFile(text);
    assert.equal(connections.length, 1);
    assert.match(findings[0]?.message ?? '', /^Connection 2 .*id/);
    assert.match(findings[1]?.message ?? '', /^Connection 3 .*geolocation/);
  });
});
