import type { Person } from '../company/people.js';

/** A field that budgets are split by. */
export interface TrackingField {
  readonly sequence: number;
  readonly name: string;
  readonly type: 'LIST' | 'VARCHAR';
  readonly fieldId: string;
  readonly definitionId: string;
  /** Whose value it is in an expense of somebody. */
  readonly valueOf: (owner: Person) => string;
}

/** Set up in screens only; the definition ids are those of the samples of the catalogue. */
export const trackingFields: readonly TrackingField[] = [
  {
    sequence: 1,
    name: 'Cost Center',
    type: 'VARCHAR',
    fieldId: '2b95e7c1-80d4-4f36-a7e9-c16f0d3b8a54',
    definitionId: '70e1ad64-c5b8-4293-8f7d-3e9a60d1c4b8',
    valueOf: ({ costCenter }) => costCenter,
  },
  {
    sequence: 2,
    name: 'Department',
    type: 'VARCHAR',
    fieldId: 'f68d20b9-3ac7-4e15-9b40-7de1c5f8a263',
    definitionId: 'a93e60c4-15d7-4f82-b8e1-d04c7f9b2635',
    valueOf: ({ formFields }) => formFields.orgUnit1 ?? '',
  },
];

/** The field with a sequence number as `code`, else with a definition id. */
export function findTrackingField(
  code: string | undefined,
  definitionId: string | undefined,
): TrackingField | undefined {
  return trackingFields.find(({ sequence, definitionId: id }) =>
    code ? String(sequence) === code : id === definitionId,
  );
}
