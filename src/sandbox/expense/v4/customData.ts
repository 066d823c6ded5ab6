import * as z from 'zod/mini';
import type { WireRecord } from '../../protocol/xml.js';
import { type CustomFields, fieldNames } from '../customFields.js';
import { wrongField } from '../wireFields.js';

/** Custom and org unit fields as v4 bodies carry them. */
export const customDataBody = z.nullish(
  z.array(
    z.object(
      {
        id: z.string({ error: 'has to be text' }),
        value: z.nullish(z.union([z.string(), z.number(), z.boolean()], { error: 'has to be text' })),
      },
      { error: 'has to be an object with id and value' },
    ),
    { error: 'has to be a list' },
  ),
);

/** All fields that hold something, as v4 shows them; null when there are none. */
export function viewCustomData(fields: CustomFields, baseUrl: string): readonly WireRecord[] | null {
  if (fields.size === 0) return null;
  return [...fields].map(([name, { Value, ListItemID }]) => ({
    id: name.charAt(0).toLowerCase() + name.slice(1),
    value: ListItemID ?? Value,
    isValid: true,
    listItemUrl: ListItemID === null ? null : `${baseUrl}/list/v4/items?id=${encodeURIComponent(ListItemID)}`,
  }));
}

/**
 * The fields after those of a body were written over them; null and empty text clear one.
 * @throws {Refusal} 400 when the form has no such field, or a value is too long
 */
export function writeCustomData(
  fields: CustomFields,
  given: z.output<typeof customDataBody>,
  customCount: number,
): CustomFields {
  if (!given) return fields;
  const result = new Map(fields);
  for (const { id, value } of given) {
    const name = fieldNames(customCount).find((known) => known.toLowerCase() === id.toLowerCase());
    if (!name) throw wrongField('customData', `names the field "${id}", which the form does not have`);
    const text = String(value ?? '');
    if (text.length > 48) throw wrongField(id, 'is longer than 48 characters');
    const old = result.get(name);
    if (text === '') result.delete(name);
    else if (text !== old?.Value && text !== old?.ListItemID) {
      result.set(name, { Type: 'Text', Value: text, Code: null, ListItemID: null });
    }
  }
  return result;
}
