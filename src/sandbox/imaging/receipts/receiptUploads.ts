import * as z from 'zod/mini';
import type { SandboxCall } from '../../context.js';
import { mediaTypeOf, readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { isRecord } from '../../protocol/xml.js';
import type { ImageFile } from '../imageKinds.js';
import { isMultipart, type Part, readParts, textOf } from '../multipart.js';
import { checkFile, type FileRules } from '../uploads.js';

/** Files that Receipts v4 takes (/api-reference/receipts/endpoints.html). */
const RULES: FileRules = {
  types: ['image/png', 'image/jpeg', 'image/tiff', 'image/gif', 'application/pdf'],
  maxBytes: 25 * 1024 * 1024,
};

const MAX_FORWARD_ID = 40;

const captureBody = z.object({
  captureMethod: z.enum(['mobileCapture', 'mobileUpload', 'expenseItCapture', 'expenseItUpload']),
  hashCode: z.string().check(z.maxLength(256)),
});

/** The data of an e-receipt and, when they came as a form with one, its image. @throws {Refusal} 400, 413, 415 */
export async function readReceiptUpload(
  call: SandboxCall,
): Promise<{ readonly receipt: Readonly<Record<string, unknown>>; readonly image: ImageFile | undefined }> {
  if (isMultipart(call)) {
    const parts = await readParts(call);
    return { receipt: readJsonPart(parts, 'receipt'), image: readImage(parts) };
  }
  const type = mediaTypeOf(call);
  if (!/^application\/(.+\+)?json$/.test(type)) {
    throw new Refusal(415, `The Content-Type ${type || 'is missing and'} is not taken; send JSON or a form.`);
  }
  return { receipt: await readJsonBody(call), image: undefined };
}

/** An image without data. @throws {Refusal} 400, 413, 415 */
export async function readImageUpload(call: SandboxCall): Promise<{
  readonly image: ImageFile;
  readonly forwardId: string | undefined;
  readonly capture: z.infer<typeof captureBody> | undefined;
}> {
  if (!isMultipart(call)) throw new Refusal(415, 'The Content-Type is not taken; send a form with the part image.');
  const parts = await readParts(call);
  const image = readImage(parts);
  if (!image) throw new Refusal(400, 'The form has no part image.');
  const forwardId = textOf(parts, 'forwardId')?.trim() || undefined;
  if (forwardId !== undefined && forwardId.length > MAX_FORWARD_ID) {
    throw new Refusal(400, `forwardId is longer than ${MAX_FORWARD_ID} characters.`);
  }
  return { image, forwardId, capture: readCapture(parts) };
}

function readImage(parts: readonly Part[]): ImageFile | undefined {
  const part = parts.find(({ name }) => name === 'image');
  return part && checkFile(part, RULES, 415);
}

function readCapture(parts: readonly Part[]): z.infer<typeof captureBody> | undefined {
  if (!parts.some(({ name }) => name === 'clientData')) return undefined;
  const capture = captureBody.safeParse(readJsonPart(parts, 'clientData'));
  if (!capture.success) throw new Refusal(400, 'clientData needs a known captureMethod and the hashCode of the image.');
  return capture.data;
}

/** A part that holds a JSON object. @throws {Refusal} 400 */
export function readJsonPart(parts: readonly Part[], name: string): Readonly<Record<string, unknown>> {
  const text = textOf(parts, name);
  if (text === undefined) throw new Refusal(400, `The form has no part ${name}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, `The part ${name} is no valid JSON.`);
  }
  if (!isRecord(value)) throw new Refusal(400, `The part ${name} is no JSON object.`);
  return value;
}
