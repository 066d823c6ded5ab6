import { requestAt } from '../httpfile/locate.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';
import type { ParsedHttpFile } from '../httpfile/parse.js';
import { Substitution } from '../httpfile/variables/substitution.js';
import { isSecretName, MASK, redactSecret, redactUrl } from '../kernel/redaction.js';
import type { Position, TextRange } from '../kernel/text.js';
import { findCall, urlRange } from './call.js';
import type { ReadyCatalog } from './checkSection.js';
import { explainUnknown, type KnownNames } from './checkVariables.js';
import { headerDoc } from './headerDocs.js';
import { describeOperation, describeParameter } from './operationText.js';
import { type OutsideVariables, readBuiltIn } from './outside.js';
import { holds, type Mention, meaningOf, type WordIndex } from './words.js';

/** Markdown about a stretch of the file. */
export interface Explanation {
  readonly range: TextRange;
  readonly markdown: string;
}

/** What there is to say about the place: a variable's value, a header, or what the URL calls. */
export async function explainAt(
  file: ParsedHttpFile,
  position: Position,
  index: WordIndex,
  known: KnownNames,
  catalog: () => Promise<ReadyCatalog>,
): Promise<Explanation | undefined> {
  const placed = file.sections.findLast(({ line }) => line <= position.line);
  const mention = placed?.section && index.mentions(placed).find((one) => holds(rangeOf(one, placed.line), position));
  if (mention && placed)
    return { range: rangeOf(mention, placed.line), markdown: explainMention(mention, file, known) };
  const definition = file.variables.find(({ range }) => range.start.line === position.line && holds(range, position));
  if (definition) return { range: definition.range, markdown: explainValue(definition.name, file, known.outside) };
  const request = requestAt(file, position.line);
  return (
    request && (explainHeader(request, position) ?? (await explainUrl(request, position, file, known.outside, catalog)))
  );
}

function explainMention({ expression }: Mention, file: ParsedHttpFile, known: KnownNames): string {
  const unknown = explainUnknown(expression, known);
  if (unknown !== undefined) return unknown;
  const { kind, name } = meaningOf(expression, known.variables, known.requests);
  if (kind === 'request')
    return `Part of what the request **${name}** is answered with. It is sent first where it was not yet.`;
  if (kind === 'variable') return explainValue(name, file, known.outside);
  const read = readBuiltIn(expression, known.outside);
  if (read.kind === 'later') return `**${escapeMarkdown(expression)}**\n\n${read.what}`;
  const isSecret = /^\$(?:processEnv|dotenv)\b/.test(expression) && isSecretLike(expression);
  return `**${escapeMarkdown(expression)}**, now for example:\n\n${fence(isSecret ? MASK : read.kind === 'value' ? read.value : '')}`;
}

/** The values of a variable: the file's, else one for each environment. Secrets are masked. */
function explainValue(name: string, file: ParsedHttpFile, outside: OutsideVariables): string {
  const heading = `**${escapeMarkdown(name)}**`;
  if (file.variables.some((variable) => variable.name === name))
    return `${heading} · set in this file\n\n${fence(shown(name, resolve(name, file, outside)))}`;
  const values = outside.environments.get(name);
  if (!values) return `${heading} · asked for before the request is sent`;
  return `${heading}\n\n${values.map(({ environment, value }) => `- ${environment === undefined ? 'shared' : escapeMarkdown(environment)}: \`${shown(name, value).replaceAll('`', "'")}\``).join('\n')}`;
}

/** The value with all that it refers to, where that is known now; the rest stays as written. */
function resolve(name: string, file: ParsedHttpFile, outside: OutsideVariables): string {
  const values = Object.fromEntries(
    [...outside.environments].flatMap(([key, [first]]) => (first ? [[key, first.value]] : [])),
  );
  const substitution = new Substitution(file.variables, {
    values: {},
    environmentValues: values,
    now: () => new Date(),
    randomUuid: () => '{{$guid}}',
    randomInt: () => 0,
    environment: outside.processEnv,
    lookUp: (expression) =>
      /^\$(?:guid|uuid|random|concur|processEnv|dotenv|prompt|input|password)/.test(expression)
        ? { value: `{{${expression}}}` }
        : undefined,
  });
  const resolved = substitution.apply(`{{${name}}}`, () => ({ line: 0, character: 0 }));
  const written = [
    ...file.variables.map((variable) => [variable.name, variable.value] as const),
    ...Object.entries(values),
  ];
  return written
    .filter(([key, value]) => isSecretLike(key) && !value.includes('{{'))
    .reduce((text, [, secret]) => redactSecret(text, secret), resolved);
}

/** A secret by its name, or by looking like a token, is masked. */
function shown(name: string, value: string): string {
  if (isSecretLike(name) || /eyJ[\w-]+\.[\w-]+/.test(value) || /^(?:Bearer|OAuth|Basic)\s/i.test(value)) return MASK;
  return redactUrl(value);
}

function isSecretLike(name: string): boolean {
  return isSecretName(name) || /pass(?:word|wd)|secret|token|api-?key|credential|private/i.test(name);
}

function explainHeader({ headers, places }: HttpFileRequest, position: Position): Explanation | undefined {
  const at = places.headers.findIndex(({ name }) => name.line === position.line);
  const [name = ''] = headers[at] ?? [];
  const place = places.headers[at]?.name;
  const doc = headerDoc(name);
  if (!doc || !place || position.character > place.character + name.length) return undefined;
  const range = { start: place, end: { line: place.line, character: place.character + name.length } };
  return { range, markdown: `**${doc.name}**\n\n${doc.description}` };
}

async function explainUrl(
  request: HttpFileRequest,
  position: Position,
  file: ParsedHttpFile,
  outside: OutsideVariables,
  catalog: () => Promise<ReadyCatalog>,
): Promise<Explanation | undefined> {
  if (
    request.curl === undefined
      ? !request.places.url.some(({ start }) => start.line === position.line)
      : !holds(request.requestLine, position)
  )
    return undefined;
  const { paths, apis, operation: read } = await catalog();
  const call = findCall(request, paths, variableValue(file, outside));
  if (!call.match) return undefined;
  const operation = await read(call.match.operation.id);
  const field = call.target.query.find(
    ({ nameStart, end }) => request.curl === undefined && holds(urlRange(request, nameStart, end), position),
  );
  const parameter =
    field &&
    operation.parameters.find(
      ({ name, in: place }) => place === 'query' && name.toLowerCase() === field.name.toLowerCase(),
    );
  if (field && parameter)
    return { range: urlRange(request, field.nameStart, field.end), markdown: describeParameter(parameter) };
  const replacement = apis.find(({ id }) => id === operation.replacedBy);
  return {
    range: request.curl === undefined ? urlRange(request, 0, call.target.pathEnd) : request.requestLine,
    markdown: describeOperation(operation, replacement && `${replacement.title} v${replacement.version}`),
  };
}

/** What stands in for a variable when the place of a request is looked for. */
export function variableValue(
  file: ParsedHttpFile,
  { environments }: OutsideVariables,
): (name: string) => string | undefined {
  const own = new Map(file.variables.map(({ name, value }) => [name, value]));
  return (name) => own.get(name) ?? environments.get(name)?.[0]?.value;
}

function rangeOf({ line, start, end }: Mention, offset: number): TextRange {
  return { start: { line: line + offset, character: start }, end: { line: line + offset, character: end } };
}

function fence(text: string): string {
  return `\`\`\`\`text\n${text.replaceAll('````', "''''")}\n\`\`\`\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|$]/g, '\\$&');
}
