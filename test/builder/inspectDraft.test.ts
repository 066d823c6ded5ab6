import assert from 'node:assert/strict';
import type { Draft } from '../../src/builder/draft.js';
import type { Operation, Parameter } from '../../src/catalog/model.js';
import { inspectDraft, type Surroundings, valuesToSend, valuesToWrite } from '../../src/editor/builder/inspectDraft.js';

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
  const draft: Draft = { version: 1, operationId: 'things-v1/getThing', parameters };
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

describe('valuesToSend', () => {
  it('takes secrets from where they are held and ends lines between parts as HTTP wants', () => {
    const operation = anOperation({ requestBody: { required: true, content: [] } });
    const body = { contentType: 'multipart/form-data; boundary=x', text: '--x\n\r\na\n--x--\n' };
    assert.deepEqual(valuesToSend(operation, aDraft({ id: '1' }, body), new Map([['password', 'geheim']])), {
      parameters: { id: '1', password: 'geheim' },
      body: { mediaType: body.contentType, text: '--x\r\n\r\na\r\n--x--\r\n' },
    });
  });

  it('sends no body where there is none, or none is taken', () => {
    const blank = { contentType: 'text/plain', text: '\n' };
    const operation = anOperation({ requestBody: { required: false, content: [] } });
    assert.deepEqual(valuesToSend(operation, aDraft({ id: '1' }, blank), noSecrets), { parameters: { id: '1' } });
    const other = { contentType: 'text/plain', text: 'x' };
    assert.deepEqual(valuesToSend(anOperation(), aDraft({ id: '1' }, other), noSecrets), { parameters: { id: '1' } });
  });
});

describe('valuesToWrite', () => {
  it('writes placeholders for secrets and for what is missing', () => {
    const operation = anOperation({ requestBody: { required: true, content: [] } });
    const body = { contentType: 'application/json', text: '{"token":"geheim"}' };
    assert.deepEqual(valuesToWrite(operation, aDraft({ limit: '5' }, body), new Map([['password', 'geheim']])), {
      parameters: { id: '{{id}}', limit: '5', password: '{{password}}' },
      body: { mediaType: 'application/json', text: '{"token":"{{secret}}"}' },
    });
  });
});
