import { type Fault, parseFaults } from './faults.js';
import { Refusal } from './refusal.js';

/** Faults that are played until somebody takes them back, or for a number of calls. */
export interface FaultOrder {
  readonly id: number;
  /** As somebody wrote them, e.g. `latency=2000, status=429`. */
  readonly faults: string;
  /** Only paths that begin so, in any letter case; undefined: all but those of the sandbox itself. */
  readonly path?: string;
  /** How many calls they are still played for; undefined: until they are taken back. */
  readonly calls?: number;
}

/** More orders than anybody reads; each is looked at with every call. */
const MAX_ORDERS = 100;

interface Parsed {
  order: FaultOrder;
  readonly faults: readonly Fault[];
}

/** Faults that play without a header of the call. */
export class FaultBook {
  #orders: readonly Parsed[] = [];
  #lastId = 0;

  list(): readonly FaultOrder[] {
    return this.#orders.map(({ order }) => order);
  }

  /** @throws {Refusal} 400 when there is no such fault, or there are too many orders */
  add({ faults, path, calls }: Omit<FaultOrder, 'id'>): FaultOrder {
    const parsed = parseFaults(faults);
    if (parsed.length === 0) throw new Refusal(400, 'Name at least one fault.');
    if (this.#orders.length >= MAX_ORDERS) throw new Refusal(400, `There are ${MAX_ORDERS} orders; clear some first.`);
    this.#lastId += 1;
    const order = {
      id: this.#lastId,
      faults,
      ...(path === undefined ? {} : { path }),
      ...(calls === undefined ? {} : { calls }),
    };
    this.#orders = [...this.#orders, { order, faults: parsed }];
    return order;
  }

  /** @returns whether there was such an order */
  remove(id: number): boolean {
    const before = this.#orders.length;
    this.#orders = this.#orders.filter(({ order }) => order.id !== id);
    return this.#orders.length < before;
  }

  clear(): void {
    this.#orders = [];
  }

  /** The faults to play with a call, in order; orders for a number of calls count it. */
  take(path: string): readonly Fault[] {
    if (this.#orders.length === 0 || path.startsWith('/sandbox')) return [];
    const lower = path.toLowerCase();
    const due = this.#orders.filter(({ order }) => lower.startsWith(order.path?.toLowerCase() ?? '/'));
    for (const parsed of due) {
      const { order } = parsed;
      if (order.calls === undefined) continue;
      if (order.calls <= 1) this.remove(order.id);
      else parsed.order = { ...order, calls: order.calls - 1 };
    }
    return due.flatMap(({ faults }) => faults);
  }
}
