import type { Schema } from './model.js';

/** The smallest file that every API for images takes and that is text, so that it can stand in an editor: an empty page. */
export const samplePdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
%%EOF`;

const BOUNDARY = 'part-of-the-sample';

/**
 * A body in parts: objects as JSON, files as small PDFs, the rest as text.
 * @param value the parts by name; that of a file is its name
 */
export function sampleMultipart(
  mediaType: string,
  schema: Schema,
  value: unknown,
): { readonly mediaType: string; readonly text: string } {
  const parts = Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([name, item]) => {
    const { headers, content } = toPart(name, item, schema.properties?.[name]);
    return [`--${BOUNDARY}`, ...headers, '', content].join('\r\n');
  });
  return { mediaType: `${mediaType}; boundary=${BOUNDARY}`, text: [...parts, `--${BOUNDARY}--`, ''].join('\r\n') };
}

function toPart(name: string, value: unknown, schema: Schema | undefined): { headers: string[]; content: string } {
  const disposition = `Content-Disposition: form-data; name="${name}"`;
  if (isFile(schema)) {
    const file = typeof value === 'string' && value !== '' ? value.replace(/\.\w+$/, '.pdf') : 'receipt.pdf';
    return {
      headers: [`${disposition}; filename="${file}"`, 'Content-Type: application/pdf'],
      content: samplePdf,
    };
  }
  return typeof value === 'object'
    ? { headers: [disposition, 'Content-Type: application/json'], content: JSON.stringify(value, undefined, 2) }
    : { headers: [disposition], content: String(value) };
}

/** A text that is said to hold JSON or the like is still a text. */
function isFile(schema: Schema | undefined): boolean {
  const { format, contentMediaType } = schema ?? {};
  return format === 'binary' || (typeof contentMediaType === 'string' && !/json|xml|^text\//.test(contentMediaType));
}
