import type { ApiEntry, OperationEntry } from '../catalog/model.js';
import { unlikeness } from './spelling.js';

/** An operation that may have been meant, with the path as it would be written. */
export interface ClosePath {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  /** Its template with what was written in the place of parameters. */
  readonly path: string;
}

/** More unlike than this (segments put in, taken out or spelled otherwise) nobody has meant it. */
const MOST_UNLIKE = 1.6;

/** The paths nearest to one that leads nowhere; live operations and those of the same method come first. */
export function closePaths(method: string, written: string, apis: readonly ApiEntry[], most = 3): readonly ClosePath[] {
  const segments = split(written);
  const found = new Map<string, ClosePath & { readonly score: number }>();
  for (const api of apis) {
    if (api.caller === 'concur' || api.own?.server !== undefined) continue;
    for (const operation of api.operations) {
      const template = split(operation.path);
      if (Math.abs(template.length - segments.length) > 1) continue;
      const aligned = align(segments, template);
      if (aligned.cost > MOST_UNLIKE) continue;
      const isOld = api.status === 'deprecated' || api.status === 'retired' || operation.deprecated;
      const score = aligned.cost + (operation.method === method ? 0 : 0.3) + (isOld ? 0.15 : 0);
      const path = `/${aligned.path.join('/')}`;
      const known = found.get(path);
      if (!known || score < known.score) found.set(path, { api, operation, path, score });
    }
  }
  return [...found.values()].sort((a, b) => a.score - b.score).slice(0, most);
}

interface Alignment {
  readonly cost: number;
  readonly path: readonly string[];
}

/** Pairs segments with those of a template; one may be too many or missing on the way. */
function align(written: readonly string[], template: readonly string[]): Alignment {
  let best: Alignment | undefined;
  const consider = (segments: readonly (string | undefined)[], extra: number): void => {
    let cost = extra;
    const path = template.map((part, index) => {
      const segment = segments[index];
      if (part.includes('{')) {
        cost += segment === undefined ? 0.5 : 0.1;
        return segment ?? part;
      }
      cost += segment === undefined ? 1 : unlikeness(segment, part) * 2;
      return part;
    });
    if (!best || cost < best.cost) best = { cost, path };
  };
  if (written.length === template.length) consider(written, 0);
  else if (written.length < template.length) {
    for (let gap = 0; gap < template.length; gap += 1)
      consider([...written.slice(0, gap), undefined, ...written.slice(gap)], 0);
  } else {
    for (let gap = 0; gap < written.length; gap += 1)
      consider([...written.slice(0, gap), ...written.slice(gap + 1)], 1);
  }
  return best ?? { cost: Number.POSITIVE_INFINITY, path: template };
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
