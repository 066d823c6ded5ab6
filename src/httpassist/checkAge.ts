import { compareApis } from '../catalog/changes.js';
import type { OperationMatch } from '../catalog/match.js';
import type { ApiEntry, OperationEntry } from '../catalog/model.js';
import { type Call, urlRange } from './call.js';
import type { AssistFinding, Fix } from './finding.js';

/** Says of an operation that its API is on the way out, and moves the request to the API that takes its place. */
export function checkAge(call: Call, apis: readonly ApiEntry[]): readonly AssistFinding[] {
  const { match, target, request } = call;
  if (!match) return [];
  const { api, operation } = match;
  const isRetired = api.status === 'retired';
  if (!isRetired && api.status !== 'deprecated' && !operation.deprecated) return [];
  const successor = successorOf(match, apis);
  const newer = apis.find(({ id }) => id === api.replacedBy);
  const since = isRetired ? api.retiredOn : api.deprecatedOn;
  const what = `${api.title} v${api.version} is ${isRetired ? 'retired' : 'deprecated'}${since === undefined ? '' : ` since ${since}`}.`;
  const next = newer
    ? ` Use ${newer.title} v${newer.version} instead.`
    : ' Look for a newer operation in the APIs view.';
  return [
    {
      code: isRetired ? 'retired' : 'deprecated',
      severity: isRetired ? 'warning' : 'hint',
      message: what + next,
      range: urlRange(request, target.pathStart, target.pathEnd),
      fixes: successor && newer ? moveTo(call, successor, newer) : [],
    },
  ];
}

/** The operation of the newer API that does the same. */
export function successorOf({ api, operation }: OperationMatch, apis: readonly ApiEntry[]): OperationEntry | undefined {
  const newer = apis.find(({ id }) => id === api.replacedBy);
  return newer && compareApis(api, newer).pairs.find(({ older }) => older.id === operation.id)?.newer;
}

function moveTo({ request, target, match }: Call, { method, path }: OperationEntry, newer: ApiEntry): readonly Fix[] {
  const [piece, ...more] = request.places.url;
  if (!piece || more.length > 0) return [];
  const values = new Map(Object.entries(match?.pathValues ?? {}).map(([name, value]) => [fold(name), value]));
  const newPath = path.replace(/\{([^{}]+)\}/g, (placeholder, name: string) => values.get(fold(name)) ?? placeholder);
  const { start } = request.requestLine;
  const hasMethod = piece.start.character > start.character;
  const verb = { start, end: { line: start.line, character: start.character + request.method.length } };
  return [
    {
      title: `Move to v${newer.version}: ${method} ${newPath}`,
      changes: [
        ...(hasMethod && method !== request.method ? [{ range: verb, newText: method }] : []),
        { range: urlRange(request, target.pathStart, target.pathEnd), newText: newPath },
      ],
      isPreferred: true,
    },
  ];
}

/** `reportID`, `reportId` and `report_id` mean the same. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}
