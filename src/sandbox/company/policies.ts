/** A set of rules that reports are filed under. */
export interface Policy {
  /** Id for v1 to v3 APIs. */
  readonly id: string;
  /** Id for v4 APIs, 32 hexadecimal digits. */
  readonly uuid: string;
  readonly name: string;
}

/** What everybody's new reports get; v3 knows no other. */
export const defaultPolicy: Policy = {
  id: 'gWpZ3qLr8$pTk2mXvB7nQ4sJd9hC6wF1yA',
  uuid: 'E7B3D04A9C5F4126B8A1F2C60D93E754',
  name: 'Travel and Expense',
};

/** All policies of the company. */
export const policies: readonly Policy[] = [
  defaultPolicy,
  { id: 'gWpZ3qTx5$mKv9zLr2bN7sJ4hC8dW6yF1oA', uuid: '5C81A7E2F04D4B93A6D2E9B07F13C845', name: 'Training' },
];

/** The policy with either id, in any letter case. */
export function findPolicy(id: string): Policy | undefined {
  return policies.find((policy) => policy.id === id || policy.uuid === id.toUpperCase());
}
