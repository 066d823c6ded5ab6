import type { ParsedHttpFile } from '../httpfile/parse.js';
import type { KnownNames } from './checkVariables.js';
import { onLine, plain, type Suggestion } from './completion.js';
import { HEADER_DOCS, headerDoc } from './headerDocs.js';
import { CONCUR_VARIABLES } from './outside.js';

/** `<1:text>` is where the person goes on. */
const BUILT_INS: readonly (readonly [name: string, snippet: string, what: string])[] = [
  ['$guid', '$guid', 'A new UUID.'],
  ['$uuid', '$uuid', 'A new UUID.'],
  ['$timestamp', '$timestamp', 'Seconds since 1970; with an offset: `$timestamp -1 d`.'],
  ['$isoTimestamp', '$isoTimestamp', 'Now, as ISO 8601.'],
  ['$randomInt', '$randomInt <1:1> <2:100>', 'A whole number from the first up to, but not including, the second.'],
  ['$datetime', '$datetime <1|iso8601,rfc1123,"YYYY-MM-DD"|>', 'Now in UTC; an offset such as `-1 d` may follow.'],
  ['$localDatetime', '$localDatetime <1|iso8601,rfc1123,"YYYY-MM-DD"|>', 'Now in the time zone of this computer.'],
  ['$processEnv', '$processEnv <1:NAME>', 'A variable of the environment of the process.'],
  ['$dotenv', '$dotenv <1:NAME>', 'A variable of the `.env` files beside this file.'],
  ['$prompt', '$prompt <1:what to ask>', 'Asked for before the request is sent.'],
  ['$password', '$password <1:what to ask>', 'Asked for and typed unseen.'],
  ['$random.uuid', '$random.uuid', 'A new UUID.'],
  ['$random.email', '$random.email', 'An e-mail address.'],
  ['$random.integer', '$random.integer(<1:1>, <2:100>)', 'A whole number.'],
  ['$random.float', '$random.float(<1:0>, <2:1>)', 'A number.'],
  ['$random.alphabetic', '$random.alphabetic(<1:8>)', 'Letters.'],
  ['$random.alphanumeric', '$random.alphanumeric(<1:8>)', 'Letters and digits.'],
  ['$random.hexadecimal', '$random.hexadecimal(<1:8>)', 'Hexadecimal digits.'],
];

/** What a person can refer to between double braces. @param before and @param after the line around the cursor */
export function completeVariables(
  before: string,
  after: string,
  line: number,
  file: ParsedHttpFile,
  known: KnownNames,
): readonly Suggestion[] {
  const typed = /[^{}%]*$/.exec(before)?.[0].trimStart() ?? '';
  const rest = /^[^{}\s]*/.exec(after)?.[0] ?? '';
  const range = onLine(line, before.length - typed.length, before.length + rest.length);
  const close = /^[^{}]*\}\}/.test(after) ? '' : '}}';
  const values = new Map(file.variables.map(({ name, value }) => [name, value]));
  const answer = /^([\w-]+)\.(?:(request|response)\.(?:(body|headers)\.)?)?$/.exec(typed.replace(/[^.]*$/, ''));
  if (answer?.[1] !== undefined && known.requests.has(answer[1])) return completeAnswer(answer[1], range, close);
  const own: Suggestion[] = [...known.variables].map((name) => ({
    label: name,
    kind: 'variable',
    detail: 'file',
    ...documented(values.get(name)),
    snippet: plain(name) + close,
    range,
    rank: 0,
  }));
  const outer = [...known.outside.environments].flatMap(([name, found]): Suggestion[] =>
    known.variables.has(name)
      ? []
      : [
          {
            label: name,
            kind: 'variable',
            detail: found.map(({ environment = 'shared' }) => environment).join(', '),
            snippet: plain(name) + close,
            range,
            rank: 1,
          },
        ],
  );
  const requests = [...known.requests].map(
    (name): Suggestion => ({
      label: `${name}.response`,
      kind: 'request',
      detail: 'answer of a request',
      snippet: `${plain(name)}.response.body.\\$.$0${close}`,
      range,
      rank: 2,
    }),
  );
  const secrets = [...known.outside.secrets].map(
    (name): Suggestion => ({
      label: `$concur.secret ${name}`,
      kind: 'variable',
      detail: 'secret store',
      snippet: `\\$concur.secret ${plain(name)}${close}`,
      range,
      rank: 1,
    }),
  );
  const concur = Object.entries(CONCUR_VARIABLES).map(
    ([name, what]): Suggestion => ({
      label: `$concur.${name}`,
      kind: 'variable',
      documentation: what,
      snippet: `\\$concur.${name}${name === 'secret' ? stops(' <1:NAME>') : ''}${close}`,
      range,
      rank: 3,
    }),
  );
  const builtIn = BUILT_INS.map(
    ([label, snippet, what]): Suggestion => ({
      label,
      kind: 'variable',
      documentation: what,
      snippet: `\\${stops(snippet)}${close}`,
      range,
      rank: 4,
    }),
  );
  return [...own, ...outer, ...secrets, ...requests, ...concur, ...builtIn];
}

/** Values that look secret are not shown in lists. */
function documented(value: string | undefined): { readonly detail?: string } {
  return value === undefined || value.length > 60 || /eyJ|bearer|secret|password|token/i.test(value)
    ? {}
    : { detail: 'file' };
}

function completeAnswer(name: string, range: Suggestion['range'], close: string): readonly Suggestion[] {
  const forms = [
    [`${name}.response.body`, `${name}.response.body.\\$.$0`, 'JSONPath behind it, or XPath'],
    [`${name}.response.headers`, `${name}.response.headers.\${1:Location}`, 'name of a header behind it'],
    [`${name}.response.status`, `${name}.response.status`, 'the status code'],
    [`${name}.request.body`, `${name}.request.body.\\$.$0`, 'what was sent'],
    [`${name}.request.headers`, `${name}.request.headers.\${1:Accept}`, 'what was sent'],
  ] as const;
  return forms.map(([label, snippet, detail], rank) => ({
    label,
    kind: 'request',
    detail,
    snippet: snippet + close,
    range,
    rank,
  }));
}

/** Names of headers, then their values. */
export function completeHeader(
  before: string,
  after: string,
  line: number,
  more: readonly string[],
): readonly Suggestion[] {
  const colon = before.indexOf(':');
  if (colon === -1) {
    const typed = before.trimStart();
    const rest = /^[\w-]*(?::\s?)?/.exec(after)?.[0] ?? '';
    const range = onLine(line, before.length - typed.length, before.length + rest.length);
    const docs = [
      ...HEADER_DOCS,
      ...more.filter((name) => !headerDoc(name)).map((name) => ({ name, description: '', values: [] })),
    ];
    return docs.map(({ name, description, values }) => ({
      label: name,
      kind: 'header',
      ...(description === '' ? {} : { documentation: description }),
      snippet: `${plain(name)}: $0`,
      range,
      goesOn: values.length > 0,
    }));
  }
  const doc = headerDoc(before.slice(0, colon).trim());
  const typed = before.slice(colon + 1).trimStart();
  const range = onLine(line, before.length - typed.length, before.length + after.trimEnd().length);
  return (doc?.values ?? []).map((value, rank) => ({
    label: value,
    kind: 'value',
    snippet: plain(value),
    range,
    rank,
  }));
}

const DIRECTIVES: readonly (readonly [name: string, snippet: string, what: string])[] = [
  ['name', 'name <1:listReports>', 'A name by which other requests refer to the answer of this one.'],
  ['connection', 'connection <1:NAME>', 'Which connection sends it, instead of the one in use.'],
  ['no-redirect', 'no-redirect', 'Redirects are not followed.'],
  ['no-cookie-jar', 'no-cookie-jar', 'Cookies of earlier answers are not sent.'],
  ['no-log', 'no-log', 'The exchange enters neither history nor log.'],
  ['note', 'note <1:really?>', 'Asks before it is sent.'],
  ['prompt', 'prompt <1:name> <2:what to ask>', 'Asks for the value of a variable.'],
  ['timeout', 'timeout <1:30 s>', 'How long to wait for the answer.'],
  ['loop', 'loop for <1:3>', 'Sends it several times.'],
  ['ref', 'ref <1:name>', 'Another request to be answered before.'],
  ['forceRef', 'forceRef <1:name>', 'Another request to be sent before, each time.'],
  ['disabled', 'disabled', 'It is not sent with the others.'],
  ['verbatim', 'verbatim', 'The body is sent as it stands, with lines that look like comments.'],
];

/** Notes such as `# @name`. */
export function completeDirective(before: string, after: string, line: number): readonly Suggestion[] {
  const typed = /[\w-]*$/.exec(before)?.[0].length ?? 0;
  const rest = /^[\w-]*/.exec(after)?.[0].length ?? 0;
  return DIRECTIVES.map(([label, snippet, what]) => ({
    label,
    kind: 'directive',
    documentation: what,
    snippet: stops(snippet),
    range: onLine(line, before.length - typed, before.length + rest),
  }));
}

/** `<1:text>` as snippets write it. */
function stops(text: string): string {
  return text.replace(/<(\d[^<>]*)>/g, (_, stop: string) => `\${${stop}}`);
}
