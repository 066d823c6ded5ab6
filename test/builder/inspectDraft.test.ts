import assert from 'node:assert/strict';
import { type Draft, newDraft, type WrittenBody, withBody } from '../../src/builder/draft.js';
import type { Operation, Parameter } from '../../src/catalog/model.js';
import { toHttpRequest } from '../../src/editor/builder/draftRequest.js';
import {
  inspectDraft,
  requestToSend,
  requestToWrite,
  type Surroundings,
} from '../../src/editor/builder/inspectDraft.js';

const base = 'https://us2.api.concursolutions.com';

function aParameter(parts: Partial<Parameter> & { readonly name: string }): Parameter {
  return { in: 'query', required: false, description: '', schema: { type: 'string' }, ...parts };
}

function anOperation(parts: Partial<Operation> = {}): Operation {
  return {
    id: 'things-v1/getThing',
    name: 'getThing',
    method: 'GET',
    path: '/things/v1/{id}',
    resource: 'Things',
    title: 'Get a thing',
    scopes: ['THING', 'OTHER'],
    deprecated: false,
    api: 'things-v1',
    apiTitle: 'Things',
    version: '1.0',
    group: 'Expense',
    caller: 'client',
    status: 'current',
    formats: ['json'],
    notes: [],
    errorShape: 'v3',
    pagination: 'none',
    description: '',
    needsToken: true,
    parameters: [
      aParameter({ name: 'id', in: 'path', required: true }),
      aParameter({ name: 'limit', schema: { type: 'integer', maximum: 100 } }),
      aParameter({ name: 'password' }),
    ],
    responses: {},
    ...parts,
  };
}

function aDraft(
  parameters: Draft['parameters'],
  body?: { readonly contentType: string; readonly text: string },
): Draft {
  const draft = newDraft('1', { operationId: 'things-v1/getThing', parameters });
  return body ? { ...draft, body: { mediaType: 'x/y', written: { 'x/y': body } } } : draft;
}

const noSecrets = new Map<string, string>();

function inspect(draft: Draft, operation = anOperation(), surroundings: Surroundings = { base }, secrets = noSecrets) {
  return inspectDraft(operation, draft, secrets, surroundings);
}

describe('inspectDraft', () => {
  for (const [what, parameters, url] of [
    ['shows what is missing in braces', {}, '/things/v1/{id}'],
    ['fills the path', { id: 'a/b' }, '/things/v1/a%2Fb'],
    ['adds the query', { id: '1', limit: '5' }, '/things/v1/1?limit=5'],
    ['keeps braces of a value encoded', { id: '{x}' }, '/things/v1/%7Bx%7D'],
    ['leaves out what the operation does not know', { id: '1', gone: '5' }, '/things/v1/1'],
  ] as const) {
    it(what, () => assert.equal(inspect(aDraft(parameters)).url, base + url));
  }

  it('masks secrets in the address', () => {
    const { url } = inspect(aDraft({ id: '1' }), anOperation(), { base }, new Map([['password', 'geheim']]));
    assert.equal(url, `${base}/things/v1/1?password=•••`);
  });

  it('shows the connector as base of what Concur calls, and the server of an API that has its own', () => {
    const outbound = anOperation({ caller: 'concur' });
    assert.equal(inspect(aDraft({ id: '1' }), outbound).url, '{connector}/things/v1/1');
    const own = anOperation({ server: 'https://api.example.com' });
    assert.equal(inspect(aDraft({ id: '1' }), own).url, 'https://api.example.com/things/v1/1');
  });

  it('says what is missing and what does not fit', () => {
    assert.deepEqual(inspect(aDraft({ limit: '101' })).problems, {
      id: { kind: 'missing' },
      limit: { kind: 'mismatch', what: 'Use 100 or less.' },
    });
  });

  for (const [what, contentType, text, problem] of [
    ['an empty body', 'application/json', ' ', { kind: 'missing' }],
    ['a gap', 'text/xml', '<a>{{b}}</a>', { kind: 'mismatch', what: 'Fill in {{b}}.' }],
    ['broken JSON', 'application/scim+json', '{', { kind: 'mismatch', what: 'This is not valid JSON.' }],
    ['no fault in JSON', 'application/json', '{}', undefined],
    ['no fault in what it cannot read', 'text/plain', '{', undefined],
  ] as const) {
    it(`finds ${what}`, () => {
      const operation = anOperation({ requestBody: { required: true, content: [] } });
      assert.deepEqual(inspect(aDraft({}, { contentType, text }), operation).bodyProblem, problem);
    });
  }

  it('names the scopes that a token lacks, and none while no token is known', () => {
    assert.deepEqual(inspect(aDraft({}), anOperation(), { base, scopes: ['THING'] }).lackingScopes, ['OTHER']);
    assert.deepEqual(inspect(aDraft({})).lackingScopes, []);
  });
});

describe('requestToSend', () => {
  const operation = anOperation({ method: 'POST', requestBody: { required: true, content: [] } });
  const secrets = new Map([['password', 'geheim']]);

  it('takes secrets from where they are held', () => {
    const { method, url } = requestToSend(anOperation(), aDraft({ id: '1' }), secrets, base);
    assert.deepEqual([method, url], ['GET', `${base}/things/v1/1?password=geheim`]);
  });

  it('ends lines between parts as HTTP wants', () => {
    const body = { contentType: 'multipart/form-data; boundary=x', text: '--x\n\r\na\n--x--\n' };
    const request = toHttpRequest(requestToSend(operation, aDraft({ id: '1' }, body), noSecrets, base));
    assert.equal(request.body, '--x\r\n\r\na\r\n--x--\r\n');
  });

  it('reads files that stand in the text only where they were chosen', () => {
    const named = { contentType: 'application/pdf', text: '< /tmp/a.pdf' };
    const free = newDraft('1', { method: 'POST', url: 'https://example.com/' });
    const send = (body: WrittenBody) =>
      toHttpRequest(requestToSend(undefined, withBody(free, 'x/y', body), noSecrets, base));
    assert.equal(send(named).body, '< /tmp/a.pdf');
    assert.deepEqual(send({ ...named, readsFiles: true }).body, { kind: 'file', path: '/tmp/a.pdf' });
  });

  for (const [what, url, expected] of [
    ['sends a path to the connection', '/a/b?c=%20d', `${base}/a/b?c=%20d`],
    ['keeps a whole address letter by letter', 'http://x.test/A b?q=a+b', 'http://x.test/A b?q=a+b'],
    ['takes https where nothing is said', 'example.com/a', 'https://example.com/a'],
    ['fills the gaps of an address', '/a/{id}', `${base}/a/1%2F2`],
  ] as const) {
    it(what, () => {
      const draft = newDraft('1', { url, parameters: { id: '1/2' } });
      assert.equal(requestToSend(undefined, draft, noSecrets, base).url, expected);
    });
  }

  it('lets own headers take the place of those that come by themselves, and leaves out those switched off', () => {
    const body = { contentType: 'application/json', text: '{}' };
    const draft: Draft = {
      ...aDraft({ id: '1' }, body),
      headers: [
        { name: 'content-type', value: 'application/scim+json', isOn: true },
        { name: 'X-Off', value: '1', isOn: false },
      ],
    };
    assert.deepEqual(requestToSend(operation, draft, noSecrets, base).headers, [
      ['content-type', 'application/scim+json'],
    ]);
    const off = { ...aDraft({ id: '1' }, body), headersOff: ['content-type'] };
    assert.deepEqual(requestToSend(operation, off, noSecrets, base).headers, []);
  });

  it('sends no body where there is none, or none is taken', () => {
    assert.equal(
      requestToSend(operation, aDraft({ id: '1' }, { contentType: 'text/plain', text: '\n' }), noSecrets, base).body,
      undefined,
    );
    assert.equal(
      requestToSend(anOperation(), aDraft({ id: '1' }, { contentType: 'text/plain', text: 'x' }), noSecrets, base).body,
      undefined,
    );
  });
});

describe('requestToWrite', () => {
  it('writes placeholders for secrets and for what is missing', () => {
    const operation = anOperation({ requestBody: { required: true, content: [] } });
    const body = { contentType: 'application/json', text: '{"token":"geheim"}' };
    const written = requestToWrite(operation, aDraft({ limit: '5' }, body), new Map([['password', 'geheim']]));
    assert.equal(written.url, '/things/v1/{{id}}?limit=5&password={{password}}');
    assert.equal(written.body?.text, '{"token":"{{secret}}"}');
  });

  it('names the header of the Auth tab and never its value', () => {
    const draft = newDraft('1', { url: '/a', auth: { kind: 'header', name: 'X-Key' } });
    assert.deepEqual(requestToWrite(undefined, draft, noSecrets).headers, [['X-Key', '{{secret}}']]);
  });
});
