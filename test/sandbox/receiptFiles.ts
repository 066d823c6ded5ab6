import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { writePdf } from '../../src/sandbox/imaging/pdfFile.js';
import { drawReceipt } from '../../src/sandbox/imaging/receiptPicture.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import type { Session } from './session.js';

export const png = drawReceipt(['Corner Fuel', 'Total 12.00']);
export const pdf = writePdf([['Old Mill Inn', 'Total 240.00']]);
export const encryptedPdf = Buffer.concat([pdf, Buffer.from('trailer\n<< /Encrypt 9 0 R >>\n')]);
export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const tiff = Buffer.from('II*\0\x08\0\0\0\0\0', 'latin1');
/** The marks and the frame header of a JPEG of 16 by 8 grey dots; enough for whoever only looks at the outside. */
export const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080008001001011100ffd9', 'hex');

export interface FileAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  json<T = Record<string, unknown>>(): T;
}

/** Sends bytes or a form, with the session's token. */
export async function sendFile(
  session: Session,
  method: string,
  path: string,
  body?: Uint8Array | FormData,
  headers: Readonly<Record<string, string>> = {},
): Promise<FileAnswer> {
  const response = await fetch(new URL(path, session.sandbox.url), {
    method,
    body: body instanceof Uint8Array ? new Uint8Array(body) : (body ?? null),
    headers: { ...(session.token === undefined ? {} : { authorization: `Bearer ${session.token}` }), ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  return { status: response.status, headers: response.headers, bytes, text, json: <T>() => JSON.parse(text) as T };
}

/** A form of texts and files. */
export function aForm(parts: Readonly<Record<string, string | Uint8Array>>, type = ''): FormData {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') form.append(name, part);
    else form.append(name, new Blob([new Uint8Array(part)], { type }), 'receipt');
  }
  return form;
}

/** Fails when a JSON answer is not what the catalogue says of the operation. */
export async function assertFits(
  operationId: string,
  answer: { readonly status: number; json(): unknown },
): Promise<void> {
  const { responses } = await (await builtInCatalog()).operation(operationId);
  const content = responses[answer.status]?.content.find(({ mediaType }) => mediaType === 'application/json');
  assert.ok(content, `${operationId} does not answer JSON with ${answer.status}`);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, validateFormats: false });
  const validate = ajv.compile(content.schema);
  assert.ok(validate(answer.json()), ajv.errorsText(validate.errors));
}
