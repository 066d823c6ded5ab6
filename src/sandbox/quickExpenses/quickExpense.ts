import type { SeededRandom } from '../company/seededRandom.js';

/** CASHX cash, CPAID paid by the company, PENDC a card transaction that is to come. */
export const QUICK_PAYMENT_TYPES = ['CASHX', 'CPAID', 'PENDC'] as const;
export type QuickPaymentType = (typeof QUICK_PAYMENT_TYPES)[number];

/** The expense type of a quick expense whose owner has not chosen one yet. */
export const UNDEFINED_TYPE = 'UNDEF';

/** Money spent that is on no report yet. */
export interface QuickExpense {
  /** Id for v3. */
  readonly id: string;
  /** Id for v4: 32 hexadecimal digits, upper case. */
  readonly key: string;
  /** Login of the owner. */
  readonly login: string;
  readonly expenseTypeCode: string;
  readonly paymentType: QuickPaymentType | undefined;
  readonly date: Date;
  readonly amount: number;
  readonly currency: string;
  readonly vendor: string | undefined;
  readonly locationName: string | undefined;
  readonly comment: string | undefined;
  /** Free text, v4 only. */
  readonly details: string | undefined;
  /** Id of the image of its receipt. */
  readonly imageId: string | undefined;
}

/** Quick expenses of the whole company, in memory. */
export class QuickExpenseBook {
  readonly #expenses = new Map<string, QuickExpense>();
  readonly #ranks = new Map<string, number>();
  #lastRank = 0;

  /** Oldest first. */
  get all(): readonly QuickExpense[] {
    return [...this.#expenses.values()];
  }

  find(id: string): QuickExpense | undefined {
    return this.#expenses.get(id);
  }

  /** A number that stays with a quick expense and is higher than those of all older ones. */
  rankOf({ id }: QuickExpense): number {
    return this.#ranks.get(id) ?? 0;
  }

  /** An id that no other has; after loading, the numbers start anew and may give one that is taken. */
  newId(random: SeededRandom): string {
    let id = random.opaqueId('gWq', 28);
    while (this.#expenses.has(id)) id = random.opaqueId('gWq', 28);
    return id;
  }

  /** Puts a quick expense in the place of the one with its id, or behind all. */
  save(expense: QuickExpense): void {
    if (!this.#expenses.has(expense.id)) this.#ranks.set(expense.id, ++this.#lastRank);
    this.#expenses.set(expense.id, expense);
  }

  remove(id: string): void {
    this.#expenses.delete(id);
    this.#ranks.delete(id);
  }

  /** Forgets all, before others are loaded. */
  clear(): void {
    this.#expenses.clear();
    this.#ranks.clear();
  }
}
