import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Draft, newDraft, withBody } from '../../src/builder/draft.js';
import type { Operation } from '../../src/catalog/model.js';
import { toHttpRequest } from '../../src/editor/builder/draftRequest.js';
import { fromHttpFile, toHttpText } from '../../src/editor/builder/httpText.js';
import { requestToSend, requestToWrite } from '../../src/editor/builder/inspectDraft.js';
import { startRequest } from '../../src/editor/builder/startDraft.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';

const base = 'https://us2.api.concursolutions.com';
const none = new Map<string, string>();

const operation: Operation = {
  id: 'things-v1/putThing',
  name: 'putThing',
  method: 'PUT',
  path: '/things/v1/{id}',
  resource: 'Things',
  title: 'Put a thing',
  scopes: [],
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
    { name: 'id', in: 'path', required: true, description: '', schema: { type: 'string' } },
    { name: 'q', in: 'query', required: false, description: '', schema: { type: 'string' } },
    {
      name: 'list',
      in: 'query',
      required: false,
      description: '',
      schema: { type: 'array', items: { type: 'string' } },
    },
    { name: 'X-Company', in: 'header', required: false, description: '', schema: { type: 'string' } },
  ],
  requestBody: { required: false, content: [{ mediaType: 'application/json', schema: { type: 'object' } }] },
  responses: { 200: { description: '', content: [{ mediaType: 'application/json', schema: {} }] } },
};

/** To a file and back, as a person carries it. */
function carry(draft: Draft, known: Operation | undefined, pathValues: Readonly<Record<string, string>>): Draft {
  const text = toHttpText(requestToWrite(known, draft, none), { title: 'carried' });
  const { requests } = parseHttpFile(text);
  assert.equal(requests.length, 1, text);
  const [request] = requests;
  assert.ok(request);
  return startRequest('2', fromHttpFile(request), known && { operation: known, pathValues }).draft;
}

const send = (draft: Draft, known: Operation | undefined) => toHttpRequest(requestToSend(known, draft, none, base));

const visible = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~ äß€/?&=+%#:;,@"\'()[]'), maxLength: 20 });
const oneLine = visible.map((text) => text.trim());
const name = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019-'), minLength: 1, maxLength: 12 })
  .map((text) => `X${text}`);
const headers = fc.array(fc.record({ name, value: oneLine, isOn: fc.boolean() }), { maxLength: 4 });
/** Lines that mean something in a request file are in here on purpose; `###` is what the language cannot say. */
const line = fc.oneof(
  visible,
  fc.constantFrom(
    '# comment',
    '// comment',
    '< file.txt',
    '> {% x %}',
    '?? status == 200',
    '@a = 1',
    'GET /other',
    'X: 1',
    '',
    '--x',
    '{"a": 1}',
  ),
);
const body = fc.option(
  fc.record({
    contentType: fc.constantFrom('application/json', 'text/plain', 'application/xml'),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  }),
);

function withLines(
  draft: Draft,
  given: { readonly contentType: string; readonly lines: readonly string[] } | null,
): Draft {
  return given
    ? withBody(draft, given.contentType, { contentType: given.contentType, text: given.lines.join('\n') })
    : draft;
}

describe('a request carried from the builder to a request file and back', () => {
  it('is the same, letter by letter, for any address', () => {
    const path = fc.string({ unit: fc.constantFrom(...'abc019-_.~/%2F?&=+:,@;'), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
        path,
        headers,
        body,
        (method, rest, own, given) => {
          const draft = withLines(newDraft('1', { method, url: `https://example.com/${rest}`, headers: own }), given);
          assert.deepEqual(send(carry(draft, undefined, {}), undefined), send(draft, undefined));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is the same, letter by letter, for an operation', () => {
    const values = fc.record({
      id: visible.filter((text) => text !== ''),
      q: visible,
      list: visible,
      company: oneLine,
    });
    fc.assert(
      fc.property(values, headers, body, fc.boolean(), ({ id, q, list, company }, own, given, isOff) => {
        const parameters = Object.fromEntries(
          Object.entries({ id, q, list, 'X-Company': company }).filter(([, value]) => value !== ''),
        );
        const parts = {
          operationId: operation.id,
          method: 'PUT',
          parameters,
          headers: own,
          headersOff: isOff ? ['accept'] : [],
        };
        const draft = withLines(newDraft('1', parts), given);
        assert.deepEqual(send(carry(draft, operation, { id }), operation), send(draft, operation));
      }),
      { numRuns: 500 },
    );
  });

  it('becomes typed parameters again where the operation makes the same request', () => {
    const draft = newDraft('1', { operationId: operation.id, method: 'PUT', parameters: { id: 'a b', q: 'x' } });
    const back = carry(draft, operation, { id: 'a b' });
    assert.deepEqual(back.parameters, { id: 'a b', q: 'x' });
    assert.equal(back.url, '');
  });

  it('keeps files that were chosen, and texts that only look like one', () => {
    const free = newDraft('1', { method: 'POST', url: 'https://example.com/a' });
    const file = withBody(free, 'application/pdf', {
      contentType: 'application/pdf',
      text: '< /tmp/a b.pdf',
      readsFiles: true,
    });
    assert.deepEqual(send(carry(file, undefined, {}), undefined).body, { kind: 'file', path: '/tmp/a b.pdf' });
    const text = withBody(free, 'text/plain', { contentType: 'text/plain', text: '< /tmp/a.pdf' });
    assert.equal(send(carry(text, undefined, {}), undefined).body, '< /tmp/a.pdf');
  });
});
