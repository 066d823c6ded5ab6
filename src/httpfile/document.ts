import type { HttpFileRequest } from './nodes.js';
import { type ParsedHttpFile, parseHttpFile, reparse, type TextEdit } from './parse.js';

/** What edits did to the requests of a file: the rest is as it was, but for its lines. */
export interface HttpChange {
  /** Index of the first request that was read anew. */
  readonly at: number;
  /** How many of the former requests from there on are gone. */
  readonly removed: number;
  /** Those that stand in their place. */
  readonly added: readonly HttpFileRequest[];
  /** By how many lines all requests below them moved; negative upwards. */
  readonly lines: number;
}

/**
 * An `.http` text that is being edited. An edit costs time by the size of the sections around it, not of the text; what
 * is read is the same as if all were read anew.
 */
export class HttpDocument {
  #file: ParsedHttpFile;

  constructor(text: string) {
    this.#file = parseHttpFile(text);
  }

  /** The file after the last edit. Those of before stay valid for their text. */
  get file(): ParsedHttpFile {
    return this.#file;
  }

  /** Makes edits one after the other; each counts offsets in the text after the one before. */
  edit(edits: readonly TextEdit[]): HttpChange {
    const before = this.#file;
    this.#file = reparse(before, edits);
    return changeBetween(before, this.#file);
  }
}

/** By which sections are the same objects: two that merely read alike count as changed. */
function changeBetween(before: ParsedHttpFile, after: ParsedHttpFile): HttpChange {
  const [from, to] = [before.sections, after.sections];
  const shorter = Math.min(from.length, to.length);
  let first = 0;
  let at = 0;
  while (first < shorter && from[first]?.section === to[first]?.section) {
    at += from[first]?.size ?? 0;
    first += 1;
  }
  let kept = 0;
  while (kept < shorter - first && from[from.length - 1 - kept]?.section === to[to.length - 1 - kept]?.section)
    kept += 1;
  const [oldEnd, newEnd] = [from.length - kept, to.length - kept];
  return {
    at,
    removed: from.slice(first, oldEnd).reduce((sum, { size }) => sum + size, 0),
    added: to.slice(first, newEnd).flatMap(({ requests }) => requests),
    lines: kept === 0 ? 0 : (to[newEnd]?.line ?? 0) - (from[oldEnd]?.line ?? 0),
  };
}
