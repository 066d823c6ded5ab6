import type { OperationPaths } from '../catalog/match.js';
import type { ApiEntry } from '../catalog/model.js';
import { type Call, urlRange } from './call.js';
import { closePaths } from './closePaths.js';
import type { AssistFinding, Fix } from './finding.js';

/** What the catalogue says of a path and method that belong to no operation; nothing where it may be somebody else's. */
export function checkPath(call: Call, apis: readonly ApiEntry[], paths: OperationPaths): readonly AssistFinding[] {
  const { request, target, match, isConcur } = call;
  if (match || !isConcur || target.path === '' || target.path === '/' || hasOpenEnd(target.path)) return [];
  const others = [...new Set(paths.find(undefined, target.path).map(({ operation }) => operation.method))].filter(
    (method) => method !== request.method,
  );
  if (others.length > 0) return [wrongMethod(call, others)];
  const range = urlRange(request, target.pathStart, target.pathEnd);
  const close = target.path.includes('{{') ? [] : closePaths(request.method, target.path, apis);
  if (target.path.includes('{{') && close.length === 0 && countWords(target.path) < 2) return [];
  const fixes = close.map(
    ({ path, operation }, index): Fix => ({
      title: `Change to ${path} (${operation.title})`,
      changes: [{ range, newText: path }],
      ...(index === 0 ? { isPreferred: true } : {}),
    }),
  );
  const [first] = close;
  const hint = first ? ` Did you mean ${first.path}?` : ' Check the path, or import the API if it is one of your own.';
  return [
    {
      code: 'unknownPath',
      severity: 'warning',
      message: `The catalogue knows no operation at ${target.path}.${hint}`,
      range,
      fixes: request.places.url.length === 1 ? fixes : [],
    },
  ];
}

function wrongMethod({ request, target }: Call, others: readonly string[]): AssistFinding {
  const { start } = request.requestLine;
  const range = { start, end: { line: start.line, character: start.character + request.method.length } };
  const isWritten = request.places.url[0] !== undefined && request.places.url[0].start.character > start.character;
  return {
    code: 'unknownMethod',
    severity: 'warning',
    message: `${request.method} is not known at ${target.path}. Use ${others.join(' or ')}.`,
    range: isWritten ? range : request.requestLine,
    fixes: isWritten
      ? others.map((method) => ({ title: `Change to ${method}`, changes: [{ range, newText: method }] }))
      : [],
  };
}

/** Whether a variable stands for the rest of the path, whatever that is. */
function hasOpenEnd(path: string): boolean {
  return /^\/?\{\{[^{}]*\}\}\/?$/.test(path);
}

/** Segments that are no variables. */
function countWords(path: string): number {
  return path.split('/').filter((segment) => segment !== '' && !segment.includes('{{')).length;
}
