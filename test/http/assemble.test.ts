import assert from 'node:assert/strict';
import type { Operation, Parameter } from '../../src/catalog/model.js';
import { assembleRequest, MissingParameterError, UnknownParameterError } from '../../src/http/assemble.js';

const BASE = 'https://us2.api.concursolutions.com/some/path';

function aParameter(name: string, place: Parameter['in'], required = false): Parameter {
  return { name, in: place, required, description: '', schema: { type: 'string' } };
}

function anOperation(parts: Partial<Operation> = {}): Operation {
  return {
    id: 'x-v1/getX',
    name: 'getX',
    method: 'GET',
    path: '/x/{id}',
    resource: 'X',
    title: 'Get x',
    scopes: [],
    deprecated: false,
    api: 'x-v1',
    apiTitle: 'X',
    version: '1',
    group: 'Test',
    docs: '',
    caller: 'client',
    status: 'current',
    formats: [],
    notes: [],
    errorShape: 'v3',
    pagination: 'none',
    description: '',
    needsToken: true,
    parameters: [aParameter('id', 'path', true), aParameter('q', 'query'), aParameter('X-H', 'header')],
    responses: { 200: { description: '', content: [{ mediaType: 'application/json', schema: {} }] } },
    ...parts,
  };
}

describe('assembleRequest', () => {
  it('fills path, query and headers on the geolocation alone', () => {
    const request = assembleRequest(anOperation(), { parameters: { id: 'a$b/c', q: 'x y,z', 'X-H': '1' } }, BASE);
    assert.equal(request.url, 'https://us2.api.concursolutions.com/x/a%24b%2Fc?q=x%20y,z');
    assert.deepEqual(request.headers, [
      ['X-H', '1'],
      ['Accept', 'application/json'],
    ]);
  });

  it('asks for the format that the operation answers with', () => {
    const responses = { 200: { description: '', content: [{ mediaType: 'application/xml', schema: {} }] } };
    const { headers } = assembleRequest(anOperation({ responses }), { parameters: { id: '1' } }, BASE);
    assert.deepEqual(headers, [['Accept', 'application/xml']]);
  });

  it('says which value is missing and which one nobody knows', () => {
    assert.throws(() => assembleRequest(anOperation(), { parameters: {} }, BASE), MissingParameterError);
    assert.throws(
      () => assembleRequest(anOperation(), { parameters: { id: '1', qq: '2' } }, BASE),
      UnknownParameterError,
    );
  });

  it('gives each item of a list a parameter of its own, unless the document says otherwise', () => {
    const list = { ...aParameter('status', 'query'), schema: { type: 'array', items: { type: 'string' } } };
    const url = (parameter: Parameter): string =>
      assembleRequest(anOperation({ path: '/x', parameters: [parameter] }), { parameters: { status: 'UN, AS' } }, BASE)
        .url;
    assert.match(url(list), /\?status=UN&status=AS$/);
    assert.match(url({ ...list, explode: false }), /\?status=UN,%20AS$/);
  });

  it('goes to the server of an imported API where it has one', () => {
    const operation = anOperation({ path: '/x', parameters: [], server: 'https://api.example.com' });
    assert.equal(assembleRequest(operation, { parameters: {} }, BASE).url, 'https://api.example.com/x');
  });
});
