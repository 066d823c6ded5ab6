import type { Options } from 'openapi-sampler';
import * as OpenApiSampler from 'openapi-sampler';
import type { MediaType, Operation, Parameter, Schema } from './model.js';
import { sampleMultipart, samplePdf } from './sampleFiles.js';

/** A value for every input of an operation; what is not required may be left out. */
export interface OperationValues {
  /** By parameter name, as a person would type them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `mediaType` with its parameters, such as the boundary of parts. */
  readonly body?: { readonly mediaType: string; readonly text: string };
}

/** Values that make a valid request: required parameters, and the body when the operation takes one. */
export function sampleValues(operation: Operation): OperationValues {
  const parameters: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    if (parameter.required) parameters[parameter.name] = sampleParameter(parameter);
  }
  const media = preferredMediaType(operation);
  return media ? { parameters, body: sampleBody(media) } : { parameters };
}

/** A value for one parameter: its example, else one made from its schema; items of a list are separated by commas. */
export function sampleParameter({ example, schema }: Parameter): string {
  const value = example ?? sample(schema);
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What is easiest to write by hand comes first. */
const PREFERENCE: readonly RegExp[] = [
  /^application\/json/,
  /json/,
  /xml/,
  /urlencoded/,
  /^text\//,
  /^multipart\//,
  /\/pdf$/,
];

/** The format to write a body in: JSON where the operation takes it, else the next best; undefined when it takes no body. */
export function preferredMediaType(operation: Operation): MediaType | undefined {
  const rank = ({ mediaType }: MediaType): number => {
    const at = PREFERENCE.findIndex((pattern) => pattern.test(mediaType));
    return at < 0 ? PREFERENCE.length : at;
  };
  return operation.requestBody?.content.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** A body as text: the document's example, else one made from the schema. Files are small PDFs. */
export function sampleBody(media: MediaType): { readonly mediaType: string; readonly text: string } {
  const { mediaType, schema, example } = media;
  if (mediaType.startsWith('multipart/')) return sampleMultipart(mediaType, schema, example ?? sample(schema));
  return { mediaType, text: sampleText(media) };
}

function sampleText({ mediaType, schema, example }: MediaType): string {
  if (/xml/.test(mediaType)) {
    return typeof example === 'string' ? example.trimEnd() : String(sample(schema, { format: 'xml' }));
  }
  if (/^(image|audio|video)\/|\/(pdf|octet-stream)$/.test(mediaType)) return samplePdf;
  const value = example ?? sample(schema, { skipReadOnly: true });
  if (mediaType === 'application/x-www-form-urlencoded') return toForm(value);
  if (typeof value === 'string' && !/json/.test(mediaType)) return value.trimEnd();
  return JSON.stringify(value, undefined, 2) ?? '';
}

/** The sampler is typed for draft 7 but reads OpenAPI 3.1's dialect as well. Schemas that hold themselves end in `{}`. */
function sample(schema: Schema, options?: Options): unknown {
  return OpenApiSampler.sample(schema as object, { quiet: true, ...options }, schema);
}

/** Form encoding that leaves `{{placeholders}}` readable, so that a person can fill them in. */
function toForm(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, item]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`)
    .join('&')
    .replaceAll('%7B%7B', '{{')
    .replaceAll('%7D%7D', '}}');
}
