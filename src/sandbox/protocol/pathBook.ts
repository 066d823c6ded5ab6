interface Pattern {
  readonly methods: Set<string>;
  readonly segments: readonly string[];
}

/**
 * Knows the paths of all routes. The older families are served in any letter case, with double slashes and with a
 * slash at the end (/api-reference/http-status-codes.html); routes are written once, in the documented spelling.
 */
export class PathBook {
  #patterns: readonly Pattern[] = [];

  /** Takes over the routes of an app; those of all methods are layers in front of them and do not count. */
  learn(routes: readonly { readonly method: string; readonly path: string }[]): void {
    const patterns = new Map<string, Pattern>();
    for (const { method, path } of routes) {
      if (method === 'ALL') continue;
      const pattern = patterns.get(path) ?? { methods: new Set(), segments: path.split('/') };
      patterns.set(path, pattern);
      pattern.methods.add(method);
    }
    this.#patterns = [...patterns.values()].sort((a, b) => countParameters(a) - countParameters(b));
  }

  /** The path as routes spell it; values inside the path stay as they are. */
  canonical(path: string): string {
    const single = path.replace(/\/{2,}/g, '/');
    if (!/^\/(api|net2)(\/|$)/i.test(single)) return single;
    const segments = single.replace(/\/$/, '').split('/');
    const pattern = this.#find(segments, (literal, segment) => literal.toLowerCase() === segment.toLowerCase());
    return (pattern ? segments.map((segment, at) => spell(pattern.segments[at], segment)) : segments).join('/');
  }

  /** Methods that some route has on a canonical path; none when the path is nobody's. */
  methodsOf(path: string): readonly string[] {
    return [...(this.#find(path.split('/'), (literal, segment) => literal === segment)?.methods ?? [])];
  }

  #find(segments: readonly string[], isSame: (literal: string, segment: string) => boolean): Pattern | undefined {
    return this.#patterns.find(
      (pattern) =>
        pattern.segments.length === segments.length &&
        segments.every((segment, at) => {
          const expected = pattern.segments[at] ?? '';
          return isParameter(expected) ? segment !== '' : isSame(expected, segment);
        }),
    );
  }
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':');
}

function countParameters(pattern: Pattern): number {
  return pattern.segments.filter(isParameter).length;
}

function spell(literal: string | undefined, segment: string): string {
  return literal === undefined || isParameter(literal) ? segment : literal;
}
