import type { MediaType, Schema } from '../../catalog/model.js';
import { isRecord, type WireRecord, type WireValue, writeXml } from '../protocol/xml.js';
import { resolve } from '../travel/elements.js';

/**
 * The example that a document shows in JSON only, as XML in the form that the schema of the XML describes: its root,
 * its names, wrapped lists. Undefined when there is no such example. A sample of the schema would hold no real values.
 * @param content all formats of one answer
 */
export function xmlExample(media: MediaType, content: readonly MediaType[]): string | undefined {
  if (!/xml/.test(media.mediaType) || media.example !== undefined) return undefined;
  const shown = content.find(({ mediaType, example }) => /json/.test(mediaType) && isRecord(example))?.example;
  const root = xmlName(resolve(media.schema, media.schema));
  if (!isRecord(shown) || root === undefined) return undefined;
  return writeXml(root, toRecord(shown, media.schema, media.schema));
}

function toRecord(value: Readonly<Record<string, unknown>>, schema: Schema, root: Schema): WireRecord {
  const { properties = {} } = resolve(schema, root);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const property = Object.hasOwn(properties, name) ? resolve(properties[name] ?? {}, root) : {};
      return [xmlName(property) ?? name, toValue(inner, property, name, root)];
    }),
  );
}

function toValue(value: unknown, schema: Schema, name: string, root: Schema): WireValue {
  if (Array.isArray(value)) {
    const item = resolve(schema.items ?? {}, root);
    const items = value.map((one) => toValue(one, item, name, root));
    return isRecord(schema.xml) && schema.xml.wrapped === true ? { [xmlName(item) ?? name]: items } : items;
  }
  if (isRecord(value)) return toRecord(value, schema, root);
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
}

function xmlName({ xml }: Schema): string | undefined {
  return isRecord(xml) && typeof xml.name === 'string' ? xml.name : undefined;
}
