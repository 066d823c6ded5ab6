import type { Operation } from '../catalog/model.js';
import type { OperationValues } from '../catalog/sample.js';
import { typeOf } from '../catalog/schema.js';
import { type HttpRequest, headerValue } from './request.js';

/** A path parameter without a value: there is no request to make. */
export class MissingParameterError extends Error {
  override readonly name = 'MissingParameterError';
  constructor(
    readonly operationId: string,
    readonly parameter: string,
  ) {
    super(`${operationId} needs a value for ${parameter}.`);
  }
}

/** Parameters given under names that the operation does not have. */
export class UnknownParameterError extends Error {
  override readonly name = 'UnknownParameterError';
  constructor(
    readonly operationId: string,
    readonly parameter: string,
    readonly known: readonly string[],
  ) {
    super(`${operationId} has no parameter ${parameter}. It has ${known.join(', ') || 'none'}.`);
  }
}

/**
 * Makes the request of an operation.
 * @param base the geolocation, e.g. `https://us2.api.concursolutions.com`; a path in it is dropped. An operation of an
 * imported API with a server of its own goes there instead.
 * @throws {MissingParameterError} a required parameter has no value
 * @throws {UnknownParameterError} a value has no parameter
 */
export function assembleRequest(operation: Operation, values: OperationValues, base: string): HttpRequest {
  for (const name of Object.keys(values.parameters)) {
    if (!operation.parameters.some((parameter) => parameter.name === name)) {
      throw new UnknownParameterError(
        operation.id,
        name,
        operation.parameters.map((parameter) => parameter.name),
      );
    }
  }
  let path = operation.path;
  const query: string[] = [];
  const headers: [string, string][] = [];
  for (const parameter of operation.parameters) {
    const value = values.parameters[parameter.name] ?? '';
    if (value === '') {
      if (parameter.required) throw new MissingParameterError(operation.id, parameter.name);
      continue;
    }
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (parameter.in === 'query') {
      const isList = typeOf(parameter.schema) === 'array' && parameter.explode !== false;
      const items = isList ? value.split(',').map((item) => item.trim()) : [value];
      query.push(...items.map((item) => `${encodeURIComponent(parameter.name)}=${encodeQueryValue(item)}`));
    } else headers.push([parameter.name, value]);
  }
  const accept = acceptOf(operation);
  if (accept && !headerValue(headers, 'accept')) headers.push(['Accept', accept]);
  if (values.body && !headerValue(headers, 'content-type')) headers.push(['Content-Type', values.body.mediaType]);
  const url = (operation.server ?? new URL(base).origin) + path + (query.length > 0 ? `?${query.join('&')}` : '');
  return { method: operation.method, url, headers, ...(values.body ? { body: values.body.text } : {}) };
}

/** The whole URL of an operation with its required query; parameters stand in braces, ready to be filled in. */
export function toUrlTemplate(operation: Operation, base: string): string {
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${encodeURIComponent(name)}={${name}}`);
  return `${operation.server ?? base}${operation.path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** JSON where the operation answers with it (several older APIs answer XML when nothing is asked), else what it has. */
function acceptOf(operation: Operation): string | undefined {
  const offered = Object.values(operation.responses).flatMap(({ content }) =>
    content.map(({ mediaType }) => mediaType),
  );
  return offered.includes('application/json') ? 'application/json' : offered[0];
}

/** Encodes a query value but keeps what is legal and read by people: commas, colons, slashes and at signs. */
function encodeQueryValue(value: string): string {
  return encodeURIComponent(value).replace(/%(2C|3A|2F|40)/g, (encoded) => decodeURIComponent(encoded));
}
