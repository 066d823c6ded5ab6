import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { MediaType, Operation, Parameter } from '../../src/catalog/model.js';
import { sampleValues } from '../../src/catalog/sample.js';
import { listOperations } from '../../src/catalog/search.js';
import { assembleRequest } from '../../src/http/assemble.js';
import { toCurl } from '../../src/http/curl.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';

const BASE = 'https://us2.api.concursolutions.com';

describe('toCurl', () => {
  before(function () {
    if (process.platform === 'win32') this.skip(); // a POSIX shell reads the commands
  });

  it('writes one argument a line', () => {
    assert.equal(
      toCurl(anOperation({ parameters: [aParameter('q', 'a b')] }), BASE),
      [
        'curl --request GET',
        `--url '${BASE}/x?q=a%20b'`,
        "--header 'Accept: application/json'",
        "--header 'Authorization: Bearer YOUR_ACCESS_TOKEN'",
      ].join(' \\\n  '),
    );
  });

  it('names no token where none is needed', () => {
    assert.doesNotMatch(toCurl(anOperation({ needsToken: false }), BASE), /Authorization|TOKEN/);
  });

  describe('hands a body to curl as it is:', () => {
    for (const [what, mediaType, example, body] of [
      ['JSON', 'application/json', { a: [1, 'b'] }, '{\n  "a": [\n    1,\n    "b"\n  ]\n}'],
      ['apostrophes', 'application/json', { name: "O'Hara's" }, '{\n  "name": "O\'Hara\'s"\n}'],
      [
        'what a shell would run',
        'application/json',
        { a: "it's $HOME `id` \\" },
        '{\n  "a": "it\'s $HOME `id` \\\\"\n}',
      ],
      ['XML with line ends', 'application/xml', '<a>\n  <b>x &amp; y</b>\n</a>', '<a>\n  <b>x &amp; y</b>\n</a>'],
      ['letters of any script', 'application/json', 'Zoë 東京 🙂', '"Zoë 東京 🙂"'],
      ['text that starts like a file name', 'text/plain', '@home', '@home'],
      [
        'forms with placeholders',
        'application/x-www-form-urlencoded',
        { grant_type: 'password', password: '{{password}}', name: 'a b&c' },
        'grant_type=password&password={{password}}&name=a%20b%26c',
      ],
    ] as const) {
      it(what, () => {
        const args = argumentsOf(toCurl(anOperation({ method: 'POST', ...aBody({ mediaType, example }) }), BASE));
        assert.equal(valueAfter(args, '--data-raw'), body);
        assert.ok(args.includes(`Content-Type: ${mediaType}`));
      });
    }

    it('any JSON', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), (text) => {
          const example = { text };
          const command = toCurl(
            anOperation({ method: 'POST', ...aBody({ mediaType: 'application/json', example }) }),
            BASE,
          );
          assert.deepEqual(JSON.parse(valueAfter(argumentsOf(command), '--data-raw')), example);
        }),
        { numRuns: 20 }, // each starts a shell
      );
    });
  });

  it('leaves the boundary of parts to curl, and the files to the person', () => {
    const schema = {
      properties: {
        receipt: { type: 'object' },
        note: { type: 'string' },
        request: { type: 'string', contentMediaType: 'application/json' },
        image: { type: 'string', format: 'binary' },
        scan: { type: 'string', contentMediaType: 'image/png' },
      },
    };
    const example = {
      receipt: { name: 'a; "b"\\' },
      note: "it's; fine",
      request: '{}',
      image: 'taxi.png',
      scan: 'scan.png',
    };
    const args = argumentsOf(
      toCurl(anOperation({ method: 'POST', ...aBody({ mediaType: 'multipart/form-data', schema, example }) }), BASE),
    );
    assert.deepEqual(
      args.filter((_, at) => args[at - 1] === '--form'),
      [
        String.raw`receipt="{
  \"name\": \"a; \\\"b\\\"\\\\\"
}";type=application/json`,
        'note="it\'s; fine"',
        'request="{}"',
        'image=@taxi.pdf;type=application/pdf',
        'scan=@scan.pdf;type=application/pdf',
      ],
    );
    assert.deepEqual(
      args.filter((argument) => argument.startsWith('Content-Type')),
      [],
    );
  });

  it('says of every operation of the catalogue what its sample says', async function () {
    this.timeout(60_000);
    const catalog = await builtInCatalog();
    const operations: Operation[] = [];
    for (const { operation } of listOperations(await catalog.apis()))
      operations.push(await catalog.operation(operation.id));
    const read = manyArgumentsOf(operations.map((operation) => toCurl(operation, BASE)));
    assert.equal(read.length, operations.length);
    for (const [at, operation] of operations.entries()) {
      const args = read[at] ?? [];
      const { method, url, headers, body } = assembleRequest(operation, sampleValues(operation), BASE);
      assert.equal(valueAfter(args, '--request'), method, operation.id);
      assert.deepEqual(partsOf(valueAfter(args, '--url')), partsOf(url), operation.id);
      const isForm = args.includes('--form');
      const expected = headers.filter(([name]) => !isForm || name !== 'Content-Type');
      for (const [name, value] of expected) assert.ok(args.includes(`${name}: ${value}`), `${operation.id} ${name}`);
      assert.equal(args.includes('Authorization: Bearer YOUR_ACCESS_TOKEN'), operation.needsToken, operation.id);
      if (!isForm && body !== undefined) assert.equal(valueAfter(args, '--data-raw'), body, operation.id);
    }
  });
});

/** What a shell makes of a command. */
function argumentsOf(command: string): string[] {
  const [args = []] = manyArgumentsOf([command]);
  return args;
}

function manyArgumentsOf(commands: readonly string[]): string[][] {
  const script = `curl() { printf '%s\\0' "$@" ''; }\n${commands.join('\n')}\n`;
  const output = execFileSync('sh', ['-s'], { input: script, encoding: 'utf8', maxBuffer: 100_000_000 });
  return output
    .split('\0\0')
    .filter(Boolean)
    .map((args) => args.split('\0'));
}

function valueAfter(args: readonly string[], name: string): string {
  const at = args.indexOf(name);
  assert.ok(at >= 0, `${name} in ${args.join(' ')}`);
  return args[at + 1] ?? '';
}

function partsOf(url: string): unknown {
  const { origin, pathname, searchParams } = new URL(url);
  return [origin, pathname, [...searchParams]];
}

function aBody(media: Omit<MediaType, 'schema'> & Partial<MediaType>): Pick<Operation, 'requestBody'> {
  return { requestBody: { required: true, content: [{ schema: {}, ...media }] } };
}

function aParameter(name: string, example: string): Parameter {
  return { name, in: 'query', required: true, description: '', schema: { type: 'string' }, example };
}

function anOperation(parts: Partial<Operation> = {}): Operation {
  return {
    id: 'x-v1/getX',
    name: 'getX',
    method: 'GET',
    path: '/x',
    resource: 'X',
    title: 'Get x',
    scopes: [],
    deprecated: false,
    api: 'x-v1',
    apiTitle: 'X',
    version: '1',
    group: 'Test',
    caller: 'client',
    status: 'current',
    formats: [],
    notes: [],
    errorShape: 'other',
    pagination: 'none',
    description: '',
    needsToken: true,
    parameters: [],
    responses: { 200: { description: '', content: [{ mediaType: 'application/json', schema: {} }] } },
    ...parts,
  };
}
