import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { isCurl, type ReadCurl, readCurl } from '../../../src/httpfile/curl/readCurl.js';
import { splitShellWords } from '../../../src/httpfile/curl/shellWords.js';

/** As `METHOD url`, then headers, then the body with files in angle brackets. */
function flat(read: ReadCurl): unknown {
  return [
    `${read.method} ${read.url}`,
    read.headers.map(([name, value]) => `${name}: ${value}`),
    read.bodyParts.map((part) => (part.kind === 'text' ? part.text : `<${part.path}>`)).join(''),
  ];
}

const FORM = 'Content-Type: application/x-www-form-urlencoded';

describe('readCurl', () => {
  for (const [what, command, expected] of [
    ['a bare URL', 'curl https://a.com/x', ['GET https://a.com/x', [], '']],
    ['a bundle and a method that sticks', 'curl -sSLXPUT https://a.com', ['PUT https://a.com', [], '']],
    [
      'lines that go on',
      "curl -X POST \\\n  'https://a.com/x?y=1' \\\r\n  -H 'Accept: application/json' \\ \n  --data '{\"a\": 1}'",
      ['POST https://a.com/x?y=1', ['Accept: application/json', FORM], '{"a": 1}'],
    ],
    [
      'lines that somebody forgot to join',
      'curl -X POST https://a.com\n-H "Accept: a/b"\n-d x=1',
      ['POST https://a.com', ['Accept: a/b', FORM], 'x=1'],
    ],
    ['data given twice', 'curl a.com -d x=1 --data-raw y=2', ['POST a.com', [FORM], 'x=1&y=2']],
    [
      'data from a file',
      'curl a.com -d @./x.json -H "Content-Type: application/json"',
      ['POST a.com', ['Content-Type: application/json'], '<./x.json>'],
    ],
    ['raw data that looks like a file', 'curl a.com --data-raw @x', ['POST a.com', [FORM], '@x']],
    [
      'encoded data',
      "curl a.com --data-urlencode 'q=a b&c' --data-urlencode '=x/y'",
      ['POST a.com', [FORM], 'q=a%20b%26c&x%2Fy'],
    ],
    [
      'variables within encoded data',
      "curl a.com --data-urlencode 'q={{a b}} c'",
      ['POST a.com', [FORM], 'q={{a b}}%20c'],
    ],
    [
      'data as query',
      'curl -G a.com/x?z=0#f -d x=1 --data-urlencode "y=ä"',
      ['GET a.com/x?z=0&x=1&y=%C3%A4#f', [], ''],
    ],
    [
      'JSON',
      'curl a.com --json {"a":1}',
      ['POST a.com', ['Content-Type: application/json', 'Accept: application/json'], '{a:1}'],
    ],
    ['head', 'curl -I a.com', ['HEAD a.com', [], '']],
    ['an upload', 'curl -T ./a.pdf a.com/', ['PUT a.com/', [], '<./a.pdf>']],
    ['user and password', 'curl -u me:pass a.com', ['GET a.com', ['Authorization: Basic bWU6cGFzcw=='], '']],
    ['a password that is a variable', 'curl -u me:{{p}} a.com', ['GET a.com', ['Authorization: Basic me:{{p}}'], '']],
    ['a header that wins over an option', 'curl a.com -A x -H "user-agent: y"', ['GET a.com', ['user-agent: y'], '']],
    ['a header that is taken out', "curl a.com -d x -H 'Content-Type:'", ['POST a.com', [], 'x']],
    ['an empty header', "curl a.com -H 'X-A;'", ['GET a.com', ['X-A: '], '']],
    [
      'cookies, agent, referer',
      "curl a.com -b 'a=1; b=2' -A me -e http://b.com",
      ['GET a.com', ['Cookie: a=1; b=2', 'User-Agent: me', 'Referer: http://b.com'], ''],
    ],
    ['text of $ quotes', "curl a.com --data-raw $'it\\'s \\u00e4\\n\\x41'", ['POST a.com', [FORM], "it's ä\nA"]],
    ['escapes in double quotes', 'curl a.com -d "a\\"b\\\\c\\d"', ['POST a.com', [FORM], 'a"b\\c\\d']],
    ['a prompt sign', '$ curl a.com', ['GET a.com', [], '']],
    [
      'cmd, as Chrome writes it',
      'curl ^"https://a.com/x?a=1^&b=2^" ^\r\n  -H ^"accept: */*^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"',
      ['POST https://a.com/x?a=1&b=2', ['accept: */*', FORM], '{"a":1}'],
    ],
    [
      'cmd with single quotes, as pages write it',
      "curl -X POST ^\n  'https://a.com' ^\n  -H 'Accept: a'",
      ['POST https://a.com', ['Accept: a'], ''],
    ],
    [
      'PowerShell',
      "curl.exe -X POST `\n  'https://a.com' `\n  -d 'it''s' -H \"X: `\"a`\"\"",
      ['POST https://a.com', ['X: "a"', FORM], "it's"],
    ],
    [
      'a form with a file',
      'curl a.com -F "name=a; b" -F \'image=@./x/taxi.png\' -F "meta={};type=application/json"',
      [
        'POST a.com',
        ['Content-Type: multipart/form-data; boundary=request-file-form-boundary'],
        [
          '--request-file-form-boundary',
          'Content-Disposition: form-data; name="name"',
          '',
          'a; b',
          '--request-file-form-boundary',
          'Content-Disposition: form-data; name="image"; filename="taxi.png"',
          'Content-Type: image/png',
          '',
          '<./x/taxi.png>',
          '--request-file-form-boundary',
          'Content-Disposition: form-data; name="meta"',
          'Content-Type: application/json',
          '',
          '{}',
          '--request-file-form-boundary--',
          '',
        ].join('\r\n'),
      ],
    ],
  ] as const) {
    it(`reads ${what}`, () => {
      const read = readCurl(command);
      assert.deepEqual(flat(read), expected);
      assert.deepEqual(read.notes, []);
    });
  }

  for (const [what, command, option] of [
    ['an unknown option', 'curl a.com --frobnicate', '--frobnicate'],
    ['a switched-off check of certificates', 'curl -k a.com', '-k'],
    ['a proxy', 'curl -x http://p:1 a.com', '-x'],
    ['a second request', 'curl a.com --next b.com', '--next'],
    ['a pipe', 'curl a.com | jq .', '|'],
    ['a quote that is not closed', "curl 'a.com", 'curl'],
    ['cookies of a file', 'curl -b jar.txt a.com', '-b'],
  ] as const) {
    it(`says so of ${what}`, () => {
      const read = readCurl(command);
      assert.deepEqual(
        read.notes.map((note) => note.option),
        [option],
      );
      assert.equal(read.url, 'a.com');
    });
  }

  it('takes the time limit', () => {
    assert.equal(readCurl('curl -m 2.5 a.com').timeoutMs, 2500);
  });

  it('never throws', () => {
    const word = fc.constantFrom(
      'curl ',
      '-d',
      '-F',
      "'",
      '"',
      '\\',
      '^\n',
      '`\n',
      ' ',
      '@',
      '=',
      "$'",
      '{{a}}',
      '-u',
      '--',
      '\ud800',
      ';type=',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        readCurl(`curl ${words.join('')}`);
      }),
    );
  });

  it('tells curl from other words', () => {
    assert.ok(isCurl('curl https://a.com') && isCurl('  $ curl.exe -X GET'));
    assert.ok(!isCurl('curly') && !isCurl('GET /curl'));
  });
});

describe('splitShellWords', () => {
  it('splits as a POSIX shell does', function () {
    if (process.platform === 'win32') this.skip();
    const piece = fc.constantFrom("'a b'", '"c\\"d"', '\\ ', 'e', ' ', '"\\\\"', "'\\'", '"it\'s"', '\t');
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), (pieces) => {
        const text = `${pieces.join('')} end`; // white space behind an escape at the very end is forgiven
        const output = execFileSync('sh', ['-s'], {
          input: `p() { for a; do printf '%s\\0' "$a"; done; }\np ${text}\n`,
        });
        const expected = output.toString('utf8').split('\0').slice(0, -1);
        assert.deepEqual(splitShellWords(text).words, expected);
      }),
      { numRuns: 40 }, // each starts a shell
    );
  });
});
