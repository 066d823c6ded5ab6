import assert from 'node:assert/strict';
import type { HttpFinding } from '../../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../../src/httpfile/parse.js';
import { type ResolvedRequest, resolveRequest, type VariableScope } from '../../../src/httpfile/variables/resolve.js';
import { textIn } from '../textIn.js';

function aScope(scope: Partial<VariableScope> = {}): VariableScope {
  let uuids = 0;
  return {
    values: {},
    now: () => new Date('2026-02-03T04:05:06.789Z'),
    randomUuid: () => {
      uuids += 1;
      return `uuid-${uuids}`;
    },
    randomInt: (min, max) => max * 100 + min,
    environment: (name) => (name === 'HOME_TOWN' ? 'Ulm' : undefined),
    ...scope,
  };
}

function resolve(text: string, scope?: Partial<VariableScope>): ResolvedRequest & { findings: readonly HttpFinding[] } {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  assert.ok(request);
  const { request: resolved, findings } = resolveRequest(file, request, aScope(scope));
  return { ...resolved, findings };
}

describe('resolveRequest', () => {
  it('puts variables into url, header names and values, and body', () => {
    const text = '@a = 1\n@b = x{{a}}\nPOST /{{a}}\n  ?q={{ b }}\nX-{{a}}: {{b}}{{a}}\n\n{"a": "{{b}}"}\n{{a}}';
    assert.deepEqual(resolve(text), {
      method: 'POST',
      url: '/1?q=x1',
      headers: [['X-1', 'x11']],
      body: '{"a": "x1"}\n1',
      findings: [],
    });
  });

  it('reads a whole header from a variable alone on a line', () => {
    const text = '@me = Authorization: Basic {{a}}:x\n@a = b\nGET /\n{{me}}\nX-Empty:';
    assert.deepEqual(resolve(text).headers, [
      ['Authorization', 'Basic b:x'],
      ['X-Empty', ''],
    ]);
  });

  describe('takes the value', () => {
    for (const [what, text, url, values] of [
      ['of a variable set further down', 'GET /{{a}}\n###\n@a = 1', '/1', {}],
      ['that was set last', '@a = 1\n@a = 2\nGET /{{a}}', '/2', {}],
      ['from outside before that of the file', '@a = 1\nGET /{{a}}', '/9', { a: '9' }],
      ['from outside within a variable of the file', '@b = {{a}}{{a}}\nGET /{{b}}', '/99', { a: '9' }],
      ['from outside as it is', 'GET /{{a}}', '/{{b}}', { a: '{{b}}', b: '1' }],
      ['that is empty', '@a =\nGET /{{a}}x{{b}}', '/x', { b: '' }],
      ['of a name with dots and hyphens', '@a.b-c = 1\nGET /{{a.b-c}}', '/1', {}],
      ['inside further braces', '@a = 1\nGET /{{{a}}}', '/{1}', {}],
    ] as const) {
      it(what, () => {
        const resolved = resolve(text, { values });
        assert.equal(resolved.url, url);
        assert.deepEqual(resolved.findings, []);
      });
    }
  });

  it('does not take properties of objects for variables', () => {
    assert.equal(resolve('GET /{{toString}}').url, '/{{toString}}');
    assert.equal(resolve('GET /{{__proto__}}').url, '/{{__proto__}}');
  });

  it('leaves braces without a name alone', () => {
    const text = 'POST /a\n\n{{}} {{ }} {{\na\n}} {"b":{"c":{}}}';
    assert.equal(resolve(text).body, '{{}} {{ }} {{\na\n}} {"b":{"c":{}}}');
    assert.deepEqual(resolve(text).findings, []);
  });

  describe('knows the built-in variable', () => {
    for (const [expression, value] of [
      ['$guid', 'uuid-1'],
      ['$uuid', 'uuid-1'],
      ['$timestamp', '1770091506'],
      ['$randomInt 5 10', '1005'],
      ['$randomInt -5  10', '995'],
      ['$randomInt', '100000'],
      ['$datetime iso8601', '2026-02-03T04:05:06.789Z'],
      ['$datetime rfc1123', 'Tue, 03 Feb 2026 04:05:06 GMT'],
      ['$processEnv HOME_TOWN', 'Ulm'],
    ] as const) {
      it(expression, () => {
        const resolved = resolve(`GET /{{${expression}}}`);
        assert.equal(resolved.url, `/${value}`);
        assert.deepEqual(resolved.findings, []);
      });
    }

    it('$guid, with a new value wherever it stands', () => {
      assert.equal(resolve('GET /{{$guid}}/{{$guid}}').url, '/uuid-1/uuid-2');
    });

    it('$guid in a variable of the file, with one value for the request', () => {
      assert.equal(resolve('@id = {{$guid}}\nGET /{{id}}/{{id}}').url, '/uuid-1/uuid-1');
    });
  });

  describe('leaves as it is, and points at', () => {
    for (const [what, text, code, at] of [
      ['an unknown variable in the url', 'GET /{{a}}', 'unknownVariable', '1:5 {{a}}'],
      ['one in a further line of the url', 'GET /x\n  {{a}}', 'unknownVariable', '2:2 {{a}}'],
      ['one in a header name', 'GET /x\nY-{{a}}: 1', 'unknownVariable', '2:2 {{a}}'],
      ['one in a header value', 'GET /x\nY: 1\nZ:   {{ a }}', 'unknownVariable', '3:5 {{ a }}'],
      ['one in the body', 'GET /x\n\ny\n\n  {{a}} z', 'unknownVariable', '5:2 {{a}}'],
      ['one in a variable', '@b = 1{{a}}  \nGET /{{b}}/{{b}}', 'unknownVariable', '1:6 {{a}}'],
      ['a circle', '@a = {{b}}\n@b = {{a}}\nGET /{{a}}', 'variableCycle', '2:5 {{a}}'],
      ['an unknown built-in', 'GET /{{$nope 1}}', 'unknownVariable', '1:5 {{$nope 1}}'],
      ['an unset variable of the environment', 'GET /{{$processEnv X}}', 'unknownVariable', '1:5 {{$processEnv X}}'],
      ['$processEnv without a name', 'GET /{{$processEnv}}', 'badArgument', '1:5 {{$processEnv}}'],
      ['$randomInt with one number', 'GET /{{$randomInt 1}}', 'badArgument', '1:5 {{$randomInt 1}}'],
      ['$randomInt with no room', 'GET /{{$randomInt 2 2}}', 'badArgument', '1:5 {{$randomInt 2 2}}'],
      ['$randomInt with words', 'GET /{{$randomInt a 2}}', 'badArgument', '1:5 {{$randomInt a 2}}'],
      ['$randomInt with three numbers', 'GET /{{$randomInt 1 2 3}}', 'badArgument', '1:5 {{$randomInt 1 2 3}}'],
      [
        '$randomInt with too much room',
        'GET /{{$randomInt 0 999999999999999}}',
        'badArgument',
        '1:5 {{$randomInt 0 999999999999999}}',
      ],
      ['$datetime without a format', 'GET /{{$datetime}}', 'badArgument', '1:5 {{$datetime}}'],
      ['$guid with an argument', 'GET /{{$guid 1}}', 'badArgument', '1:5 {{$guid 1}}'],
    ] as const) {
      it(what, () => {
        const { url, headers, body, findings } = resolve(text);
        assert.deepEqual(
          findings.map(({ code: found, range }) => [
            found,
            `${range.start.line + 1}:${range.start.character} ${textIn(text, range)}`,
          ]),
          [[code, at]],
        );
        const expression = at.slice(at.indexOf('{{'));
        assert.ok(JSON.stringify([url, headers, body]).includes(expression));
      });
    }
  });

  it('points at every place in text of several lines, with any line ends', () => {
    for (const lineEnd of ['\n', '\r\n']) {
      const text = ['POST /{{a}}', '  /{{b}}', '', '{{c}}', '', ' {{d}}{{e}}', '{{f}}'].join(lineEnd);
      assert.deepEqual(
        resolve(text).findings.map(({ range }) => textIn(text, range)),
        ['{{a}}', '{{b}}', '{{c}}', '{{d}}', '{{e}}', '{{f}}'],
      );
    }
  });

  it('points at a reference that goes on in the next line of the url', () => {
    const text = 'GET /{{a\n  b}}/c';
    assert.deepEqual(
      resolve(text).findings.map(({ range }) => textIn(text, range)),
      ['{{a\n  b}}'],
    );
  });

  it('stops values that double at every step', () => {
    const doubling = Array.from({ length: 60 }, (_, step) => `@a${step + 1} = {{a${step}}}{{a${step}}}`);
    const { url, findings } = resolve(['@a0 = xxxxxxxx', ...doubling, 'GET /{{a60}}'].join('\n'));
    assert.ok(url.length < 10_000_100);
    assert.deepEqual([...new Set(findings.map(({ code }) => code))], ['variableTooLarge']);
  });

  it('stops chains of variables that are longer than anyone writes', () => {
    const chain = Array.from({ length: 20_000 }, (_, step) => `@a${step} = {{a${step + 1}}}`);
    const { findings } = resolve([...chain, 'GET /{{a0}}'].join('\n'));
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['variableTooLarge'],
    );
  });
});
