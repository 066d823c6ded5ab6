import type { HttpFile, HttpFileRequest } from './nodes.js';

/**
 * The request whose block holds a line: from its `###`, or the start of the text, to the line before the next `###`.
 * @param line zero-based
 * @returns undefined where a block holds no request, and outside the text
 */
export function requestAt(file: HttpFile, line: number): HttpFileRequest | undefined {
  let low = 0;
  let high = file.requests.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const request = file.requests[middle];
    if (!request) return undefined;
    if (line < request.block.start.line) high = middle - 1;
    else if (line > request.block.end.line) low = middle + 1;
    else return request;
  }
  return undefined;
}
