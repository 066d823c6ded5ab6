import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';
import { type ReceiptSchemas, SCHEMA_HOME, writeSchema } from './receiptSchemas.js';

/** Addresses of the API, and the schemas of receipts. */
export function registerServiceIndex(
  app: SandboxApp,
  context: SandboxContext,
  schemas: () => Promise<ReceiptSchemas>,
): void {
  const allowed = context.allow('receipts.read', 'receipts.write');
  const base = `${context.url}/receipts`;
  const user = `${base}/v4/users/{userId}`;
  const index = {
    links: [
      { rel: 'self', href: `${base}/v4` },
      { rel: 'receipt-get', method: 'GET', href: `${base}/v4/{receiptId}` },
      { rel: 'receipt-image-get', method: 'GET', href: `${base}/v4/{receiptId}/image` },
      { rel: 'receipt-post', method: 'POST', href: user },
      { rel: 'receipts-get-user', method: 'GET', href: user },
      { rel: 'image-only-receipt-post', method: 'POST', href: `${user}/image-only-receipts` },
      { rel: 'image-only-receipts-get-user', method: 'GET', href: `${user}/image-only-receipts` },
      { rel: 'image-only-receipt-get', method: 'GET', href: `${base}/v4/image-only-receipts/{receiptId}` },
      { rel: 'status-get', method: 'GET', href: `${base}/v4/status/{receiptId}` },
      { rel: 'schemas-get', method: 'GET', href: `${base}/schemas` },
    ],
  };
  for (const path of ['/receipts', '/receipts/', '/receipts/v4', '/receipts/v4/']) {
    app.get(path, allowed, (call) => answerJson(call, index));
  }

  const linksTo = (names: Iterable<string>): readonly unknown[] =>
    [...names].map((name) => ({ rel: `${SCHEMA_HOME}${name}`, method: 'GET', href: `${base}/schemas/${name}` }));
  for (const path of ['/receipts/schemas', '/receipts/schemas/']) {
    app.get(path, allowed, async (call) => {
      const { receipts, parts } = await schemas();
      return answerJson(call, { receiptSchemas: linksTo(receipts.keys()), supportingSchemas: linksTo(parts.keys()) });
    });
  }

  app.get('/receipts/schemas/:schemaId', allowed, async (call) => {
    const name = call.req.param('schemaId');
    const { receipts, parts } = await schemas();
    const schema = receipts.get(name) ?? parts.get(name);
    if (!schema) throw new Refusal(404, `There is no schema ${name}.`);
    return answerJson(call, writeSchema(name, schema));
  });
}
