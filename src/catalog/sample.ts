import type { Options } from 'openapi-sampler';
import * as OpenApiSampler from 'openapi-sampler';
import type { MediaType, Operation, Parameter, Schema } from './model.js';

/** A value for every input of an operation; what is not required may be left out. */
export interface OperationValues {
  /** By parameter name, as a person would type them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body?: { readonly mediaType: string; readonly text: string };
}

/** Values that make a valid request: required parameters, and the body when the operation takes one. */
export function sampleValues(operation: Operation): OperationValues {
  const parameters: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    if (parameter.required) parameters[parameter.name] = sampleParameter(parameter);
  }
  const media = preferredMediaType(operation);
  return media ? { parameters, body: { mediaType: media.mediaType, text: sampleBody(media) } } : { parameters };
}

/** A value for one parameter: its example, else one made from its schema. */
export function sampleParameter(parameter: Parameter): string {
  const value = parameter.example ?? sample(parameter.schema);
  return value === null || value === undefined ? '' : String(value);
}

/** JSON where the operation takes it, else the first format of its document; undefined when it takes no body. */
export function preferredMediaType(operation: Operation): MediaType | undefined {
  const content = operation.requestBody?.content ?? [];
  return content.find(({ mediaType }) => mediaType === 'application/json') ?? content[0];
}

/** A body as text: the document's example, else one made from the schema. */
export function sampleBody(media: MediaType): string {
  if (media.mediaType.endsWith('xml')) {
    return typeof media.example === 'string'
      ? media.example.trimEnd()
      : String(sample(media.schema, { format: 'xml' }));
  }
  const value = media.example ?? sample(media.schema, { skipReadOnly: true });
  if (typeof value === 'string') return value.trimEnd();
  if (media.mediaType === 'application/x-www-form-urlencoded') return toForm(value);
  return JSON.stringify(value, undefined, 2);
}

/** The sampler is typed for draft 7 but reads OpenAPI 3.1's dialect as well. */
function sample(schema: Schema, options?: Options): unknown {
  return OpenApiSampler.sample(schema as object, options);
}

/** Form encoding that leaves `{{placeholders}}` readable, so that a person can fill them in. */
function toForm(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, item]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`)
    .join('&')
    .replaceAll('%7B%7B', '{{')
    .replaceAll('%7D%7D', '}}');
}
