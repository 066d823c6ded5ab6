/** What one attribute may hold (RFC 7643, section 7), in the form in which the schemas of the service show it. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'dateTime' | 'reference' | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly mutability: 'readWrite' | 'readOnly' | 'immutable';
  /** `request`: answered only when it is named. */
  readonly returned: 'always' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly caseExact?: boolean;
  readonly maxLength?: number;
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** Attributes of a kind of resource, or of one of its extensions. */
export interface ResourceSchema {
  /** URN */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

type Details = Partial<Omit<Attribute, 'name' | 'type' | 'description'>>;

const DEFAULTS = {
  multiValued: false,
  required: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const;

export function text(name: string, description: string, details: Details = {}): Attribute {
  return { name, type: 'string', description, ...DEFAULTS, caseExact: false, ...details };
}

/** A text of limited length. */
export function short(name: string, maxLength: number, description: string, details: Details = {}): Attribute {
  return text(name, description, { maxLength, ...details });
}

/** A text that is one of a few. */
export function choice(name: string, description: string, canonicalValues: readonly string[], details: Details = {}) {
  return text(name, description, { canonicalValues, ...details });
}

export function flag(name: string, description: string, details: Details = {}): Attribute {
  return { name, type: 'boolean', description, ...DEFAULTS, ...details };
}

export function count(name: string, description: string, details: Details = {}): Attribute {
  return { name, type: 'integer', description, ...DEFAULTS, ...details };
}

export function moment(name: string, description: string, details: Details = {}): Attribute {
  return { name, type: 'dateTime', description, ...DEFAULTS, ...details };
}

export function complex(name: string, description: string, subAttributes: readonly Attribute[], details: Details = {}) {
  return { name, type: 'complex', description, ...DEFAULTS, ...details, subAttributes } satisfies Attribute;
}

/** A list of complex values. */
export function list(name: string, description: string, subAttributes: readonly Attribute[], details: Details = {}) {
  return complex(name, description, subAttributes, { multiValued: true, ...details });
}

/** The attribute of a name, in any letter case (RFC 7643, section 2.1). */
export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  const wanted = name.toLowerCase();
  return attributes.find((attribute) => attribute.name.toLowerCase() === wanted);
}
