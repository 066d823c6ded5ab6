import type { Catalog } from '../../../catalog/catalog.js';
import type { Schema } from '../../../catalog/model.js';
import { isRecord } from '../../protocol/xml.js';

/** Where the schemas are at home; names in the Link header start with it. */
export const SCHEMA_HOME = 'http://schema.concursolutions.com/';

/** Kinds of receipts, in the order in which the document of the API lists their schemas. */
const KINDS = ['general', 'air', 'car-rental', 'ground-transport', 'hotel', 'rail', 'jpt-ic-card'] as const;

const RECEIPT = '-receipt.schema.json';

/** The schemas of receipts by file name, made of the catalogue's own document of the API. */
export interface ReceiptSchemas {
  /** Those that a receipt can be posted with. */
  readonly receipts: ReadonlyMap<string, Schema>;
  /** Parts of the others. */
  readonly parts: ReadonlyMap<string, Schema>;
}

export async function readReceiptSchemas(catalog: Catalog): Promise<ReceiptSchemas> {
  const { requestBody } = await catalog.operation('receipts-v4/createReceipt');
  const data = requestBody?.content.find(({ mediaType }) => mediaType === 'application/json')?.schema;
  const kinds: readonly unknown[] = Array.isArray(data?.anyOf) ? data.anyOf : [];
  const receipts = new Map<string, Schema>();
  KINDS.forEach((kind, index) => {
    const schema = kinds[index];
    if (isRecord(schema)) receipts.set(`${kind}${RECEIPT}`, schema);
  });
  return { receipts, parts: readParts(receipts.get(`general${RECEIPT}`)) };
}

function readParts(general: Schema | undefined): ReadonlyMap<string, Schema> {
  const [core] = Array.isArray(general?.allOf) ? general.allOf.filter(isRecord) : [];
  const of = (schema: Schema | undefined, name: string): Schema | undefined => {
    const property = schema?.properties?.[name];
    return property?.items ?? property;
  };
  const merchant = of(core, 'seller');
  const location = of(merchant, 'location');
  const parts: readonly (readonly [string, Schema | undefined])[] = [
    ['address', of(location, 'address')],
    ['discount', of(core, 'discounts')],
    ['line-item', of(general, 'lineItems')],
    ['location', location],
    ['merchant', merchant],
    ['payments', of(core, 'payments')],
    ['receipt-core', core],
    ['taxes', of(core, 'taxes')],
  ];
  return new Map(parts.flatMap(([name, schema]) => (schema ? [[`${name}.schema.json`, schema] as const] : [])));
}

/** A schema as a document of its own. */
export function writeSchema(name: string, schema: Schema): Readonly<Record<string, unknown>> {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${SCHEMA_HOME}${name}`, ...schema };
}

/**
 * The file name of the schema that a Link header describes a receipt by, e.g.
 * `<http://schema.concursolutions.com/general-receipt.schema.json>;rel=describedBy`; undefined when it names none.
 */
export function readDescribedBy(link: string | undefined): string | undefined {
  for (const [, target, parameters] of (link ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const isDescription = /;\s*rel\s*=\s*"?describedby"?/i.test(parameters ?? '');
    const name = /^https?:\/\/schema\.concursolutions\.com\/(.+)$/i.exec(target?.trim() ?? '')?.[1];
    if (isDescription && name !== undefined) return name;
  }
  return undefined;
}
