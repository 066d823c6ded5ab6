import type { SandboxCall } from '../context.js';
import { mediaTypeOf } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { type ImageFile, type ImageType, imageTypeOf, isEncrypted, sniff } from './imageKinds.js';
import { isMultipart, type Part, readParts } from './multipart.js';

/** What an API takes as a receipt. */
export interface FileRules {
  readonly types: readonly ImageType[];
  readonly maxBytes: number;
}

/** Image v1 and Receipt Images v3 (/api-reference/image/v1.image.html). */
const IMAGING: FileRules = { types: ['application/pdf', 'image/jpeg', 'image/png'], maxBytes: 10 * 1024 * 1024 };

/**
 * Reads the image of a call to Image v1 or Receipt Images v3: the body itself, or the file of a form.
 * @throws {Refusal} 400 when there is none, or it is too large, encrypted or of another kind
 */
export async function readImageBody(call: SandboxCall): Promise<ImageFile> {
  const file = isMultipart(call)
    ? (await readParts(call)).find(({ fileName }) => fileName !== undefined)
    : { bytes: new Uint8Array(await call.req.arrayBuffer()), mediaType: mediaTypeOf(call) };
  if (!file) throw new Refusal(400, 'The form carries no file.');
  const image = checkFile(file, IMAGING, 400);
  if (isEncrypted(image)) throw new Refusal(400, 'The PDF is encrypted or has a password; send it open.');
  return image;
}

/**
 * Checks a file against what an API takes. What the bytes are decides; the type that the sender names has to be one
 * of those taken too.
 * @param statusOfType of the refusal when the kind is wrong
 * @throws {Refusal} 400 when it is empty, 413 (or `statusOfType` 400 for both) when it is too large
 */
export function checkFile(
  file: Pick<Part, 'bytes' | 'mediaType'>,
  rules: FileRules,
  statusOfType: 400 | 415,
): ImageFile {
  const { bytes, mediaType } = file;
  if (bytes.length === 0) throw new Refusal(400, 'The file is empty.');
  if (bytes.length > rules.maxBytes) {
    const message = `The file is larger than ${rules.maxBytes / 1024 / 1024} MB.`;
    throw new Refusal(statusOfType === 415 ? 413 : 400, message);
  }
  const named = isOpen(mediaType) ? undefined : imageTypeOf(mediaType);
  const found = sniff(bytes);
  const isNamedWell = isOpen(mediaType) || (named !== undefined && rules.types.includes(named));
  if (!isNamedWell || found === undefined || !rules.types.includes(found)) {
    const what = isNamedWell ? (found ?? 'nothing known') : mediaType;
    throw new Refusal(statusOfType, `The file is ${what}; taken are ${rules.types.join(', ')}.`);
  }
  return { mediaType: found, bytes };
}

/** Whether a sender says nothing about the kind of a file. */
function isOpen(mediaType: string): boolean {
  return mediaType === '' || mediaType === 'application/octet-stream';
}
