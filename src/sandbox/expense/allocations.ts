import type { SeededRandom } from '../company/seededRandom.js';
import { type CustomFields, NO_FIELDS } from './customFields.js';
import type { Allocation, Entry, Itemization } from './entry.js';

/** Ledger accounts by spend category. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  AIRFR: '640010',
  LODGG: '640210',
  CARRT: '640110',
  GRTRN: '640120',
  MEALS: '640310',
  ENTER: '640320',
  TELEC: '640510',
  TRNNG: '640610',
};

/** The ledger account that an expense is posted to. */
export function accountOf({ type }: Pick<Itemization, 'type'>): string {
  return ACCOUNTS[type.categoryCode] ?? '640900';
}

/** A share of an expense. */
export function allocate(
  expense: Pick<Itemization, 'type'>,
  random: SeededRandom,
  share: { readonly percentage: number; readonly fields: CustomFields },
): Allocation {
  return {
    id: random.opaqueId('gWn', 33),
    uuid: random.uuid(),
    isPercentEdited: true,
    isSystem: false,
    accountCode: accountOf(expense),
    ...share,
  };
}

/** The hidden share of the whole that an expense has while nobody splits it. */
export function wholeShare(expense: Pick<Itemization, 'type'>, random: SeededRandom): Allocation {
  const share = allocate(expense, random, { percentage: 100, fields: NO_FIELDS });
  return { ...share, isPercentEdited: false, isSystem: true };
}

/** The entry with another itemization, which takes the shares over from the entry. */
export function addItemization(entry: Entry, part: Itemization, random: SeededRandom): Entry {
  const shares = entry.allocations.length > 0 ? entry.allocations : (entry.itemizations[0]?.allocations ?? []);
  const copied = shares.map((share) => ({ ...share, id: random.opaqueId('gWn', 33), uuid: random.uuid() }));
  const allocations = part.allocations.length > 0 ? part.allocations : copied;
  return { ...entry, allocations: [], itemizations: [...entry.itemizations, { ...part, allocations }] };
}

/** The entry without an itemization; the shares of the last one go back to the entry. */
export function dropItemization(entry: Entry, part: Itemization): Entry {
  const itemizations = entry.itemizations.filter(({ id }) => id !== part.id);
  return { ...entry, itemizations, allocations: itemizations.length === 0 ? part.allocations : [] };
}
