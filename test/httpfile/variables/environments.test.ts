import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isEnvironmentFile, readEnvironments } from '../../../src/httpfile/variables/environments.js';

function file(name: string, value: unknown): { name: string; text: string } {
  return { name, text: typeof value === 'string' ? value : JSON.stringify(value) };
}

describe('readEnvironments', () => {
  it('lets the private file win, and the nearer folder', () => {
    const { names, values } = readEnvironments({
      folders: [
        [file('http-client.env.json', { dev: { a: 'far', b: 'far', n: 7, on: true } })],
        [
          file('http-client.private.env.json', { dev: { b: 'secret' }, prod: {} }),
          file('http-client.env.json', '{ // with comments\n "dev": { "b": "near", "tls": { "x": 1 } }, }'),
        ],
      ],
    });
    assert.deepEqual(names, ['dev', 'prod']);
    assert.deepEqual(values('dev'), { a: 'far', b: 'secret', n: '7', on: 'true' });
    assert.deepEqual(values(undefined), {});
  });

  it('reads the settings of REST Client, with what is shared', () => {
    const { names, values } = readEnvironments({
      folders: [],
      restClient: {
        $shared: { version: 'v1', token: 'st' },
        local: { version: 'v2', auth: 'Bearer {{$shared token}}', copy: '{{$local version}}' },
      },
    });
    assert.deepEqual(names, ['local']);
    assert.deepEqual(values('local'), { version: 'v2', token: 'st', auth: 'Bearer st', copy: 'v2' });
    assert.deepEqual(values(undefined), { version: 'v1', token: 'st' });
  });

  it('reads .env files for all, and .env.NAME for one', () => {
    const environments = readEnvironments({
      folders: [[file('.env.dev', 'A=dev'), file('.env', "A=all\nB='x y'"), file('prod.env', 'A=prod')]],
    });
    assert.deepEqual(environments.names, ['dev', 'prod']);
    assert.deepEqual(environments.dotenv('dev'), { A: 'dev', B: 'x y' });
    assert.deepEqual(environments.dotenv('prod'), { A: 'prod', B: 'x y' });
    assert.deepEqual(environments.values(undefined), { A: 'all', B: 'x y' });
  });

  it('names a file that is no JSON', () => {
    assert.deepEqual(readEnvironments({ folders: [[file('http-client.env.json', '{ "a": ')]] }).broken, [
      'http-client.env.json',
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (text, restClient) => {
        readEnvironments({ folders: [[file('http-client.env.json', text), file('.env', text)]], restClient }).values(
          'a',
        );
      }),
    );
  });

  it('tells its files from others', () => {
    for (const name of ['.env', '.env.dev', 'dev.env', 'http-client.env.json', 'http-client.private.env.json']) {
      assert.ok(isEnvironmentFile(name), name);
    }
    for (const name of ['environment', '.envrc', 'a.env.json', 'package.json'])
      assert.ok(!isEnvironmentFile(name), name);
  });
});
