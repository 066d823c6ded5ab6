import { isRecord } from '../../protocol/xml.js';
import { type Attribute, findAttribute, type ResourceSchema } from './attributes.js';
import type { ScimDocument } from './filterMatch.js';
import { ScimRefusal } from './scimRefusal.js';

/**
 * Checks a resource by the schemas that the service publishes: names get their proper spelling, attributes that are
 * unknown, empty or cannot be written fall away.
 * @param schemas the core first
 * @throws {ScimRefusal} `invalidValue` with the attribute at fault
 */
export function readResource(body: ScimDocument, schemas: readonly ResourceSchema[]): ScimDocument {
  const [core, ...extensions] = schemas;
  const resource: Record<string, unknown> = core ? { ...readAttributes(body, core.attributes, '') } : {};
  for (const extension of extensions) {
    const given = Object.entries(body).find(([name]) => name.toLowerCase() === extension.id.toLowerCase())?.[1];
    if (given === undefined || given === null) continue;
    if (!isRecord(given)) throw new ScimRefusal('invalidValue', 'An extension is an object.', extension.id);
    resource[extension.id] = readAttributes(given, extension.attributes, `${extension.id}:`);
  }
  return resource;
}

function readAttributes(body: ScimDocument, attributes: readonly Attribute[], prefix: string): ScimDocument {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const attribute = findAttribute(attributes, name);
    if (!attribute || attribute.mutability === 'readOnly') continue;
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    read[attribute.name] = readValue(value, attribute, `${prefix}${attribute.name}`);
  }
  for (const { name, required } of attributes) {
    if (required && !(name in read)) throw new ScimRefusal('invalidValue', `${name} is required.`, `${prefix}${name}`);
  }
  return read;
}

function readValue(value: unknown, attribute: Attribute, path: string): unknown {
  if (!attribute.multiValued) return readSingle(value, attribute, path);
  if (!Array.isArray(value)) throw new ScimRefusal('invalidValue', `${attribute.name} is a list.`, path);
  return value.map((item) => readSingle(item, attribute, path));
}

function readSingle(value: unknown, attribute: Attribute, path: string): unknown {
  const { name, type, maxLength, canonicalValues, subAttributes } = attribute;
  const refuse = (why: string): never => {
    throw new ScimRefusal('invalidValue', `${name} ${why}`, path);
  };
  switch (type) {
    case 'complex':
      if (!isRecord(value)) return refuse('is an object.');
      return readAttributes(value, subAttributes ?? [], `${path}.`);
    case 'boolean': {
      // Identity providers are known to send True and False as texts.
      const word = String(value).toLowerCase();
      return word === 'true' || word === 'false' ? word === 'true' : refuse('is true or false.');
    }
    case 'integer':
      return Number.isInteger(value) ? value : refuse('is a whole number.');
    default: {
      if (typeof value !== 'string' && typeof value !== 'number') return refuse('is a text.');
      const given = String(value);
      if (maxLength !== undefined && given.length > maxLength) return refuse(`holds at most ${maxLength} characters.`);
      if (!canonicalValues) return given;
      const known = canonicalValues.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
      return known ?? refuse(`is one of ${canonicalValues.join(', ')}.`);
    }
  }
}
