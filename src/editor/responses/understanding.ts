import type { Catalog } from '../../catalog/catalog.js';
import type { Operation, Schema } from '../../catalog/model.js';
import type { Exchange } from '../../http/exchange.js';
import { headerValue } from '../../http/request.js';

/** Larger bodies are not looked into while somebody reads: it would take longer than a blink, even to get their text. */
export const MOST_BYTES = 1024 * 1024;

/** The operation behind an exchange in full; undefined when the catalogue does not know it any more, or never did. */
export async function operationOf(
  { operationId, request }: Exchange,
  catalog: Catalog,
): Promise<Operation | undefined> {
  if (operationId !== undefined) {
    const found = await catalog.find(operationId);
    return found && catalog.operation(operationId);
  }
  const { pathname, origin } = new URL(request.url);
  const [match] = (await catalog.paths()).find(request.method, pathname, origin);
  return match && catalog.operation(match.operation.id);
}

/** The documented schema of an answer: by its status, or the range (`4XX`), or `default`; and by its media type. */
export function responseSchema(operation: Operation, { response }: Exchange): Schema | undefined {
  const documented =
    operation.responses[String(response.status)] ??
    operation.responses[`${String(response.status)[0]}XX`] ??
    operation.responses.default;
  const type = (headerValue(response.headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const kind = /json|xml/.exec(type ?? '')?.[0];
  const content = documented?.content ?? [];
  const media =
    content.find(({ mediaType }) => mediaType.toLowerCase() === type) ??
    content.find(({ mediaType }) => kind !== undefined && mediaType.includes(kind)) ??
    (content.length === 1 ? content[0] : undefined);
  return media?.schema;
}
