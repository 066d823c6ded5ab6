import type { SandboxCall } from '../context.js';
import type { ImageFile } from './imageKinds.js';

/** Answers the bytes of a file. */
export function answerFile(call: SandboxCall, { mediaType, bytes }: ImageFile): Response {
  return call.body(new Uint8Array(bytes), 200, { 'Content-Type': mediaType, 'X-Content-Type-Options': 'nosniff' });
}
