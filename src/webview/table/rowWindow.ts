import type { RowView } from '../../builder/table/messages.js';
import type { TableClient } from '../../builder/table/tableClient.js';

/** Rows above and below the screen that are drawn as well, so that a short scroll needs no asking. */
const MARGIN = 40;
const FIRST_ROWS = 60;

/** The rows around what is on the screen; asks for others when it is scrolled, and forgets answers that came too late. */
export class RowWindow {
  readonly #client: TableClient;
  readonly #changed: () => void;
  readonly #failed: (what: string) => void;
  #view: RowView = { descending: false, filter: '' };
  #turn = 0;
  /** Rows of the view. */
  rowCount = 0;
  /** Number of the first of `rows`. */
  from = 0;
  rows: readonly (readonly string[])[] = [];

  constructor(client: TableClient, changed: () => void, failed: (what: string) => void) {
    this.#client = client;
    this.#changed = changed;
    this.#failed = failed;
  }

  /** Shows another view from its first row on. */
  show(view: RowView): void {
    this.#view = view;
    void this.#ask(0, FIRST_ROWS + MARGIN);
  }

  /** Makes sure that these rows are there, soon. */
  scrollTo(first: number, count: number): void {
    const isThere = first >= this.from && Math.min(first + count, this.rowCount) <= this.from + this.rows.length;
    if (!isThere) void this.#ask(Math.max(0, first - MARGIN), count + 2 * MARGIN);
  }

  async #ask(from: number, count: number): Promise<void> {
    this.#turn += 1;
    const own = this.#turn;
    try {
      const page = await this.#client.ask(
        { type: 'page', view: this.#view, from, count: Math.min(count, 1000) },
        'page',
      );
      if (own !== this.#turn) return; // scrolled or filtered on meanwhile
      this.rowCount = page.rowCount;
      this.from = page.from;
      this.rows = page.rows;
      this.#changed();
    } catch (error) {
      if (own === this.#turn) this.#failed(error instanceof Error ? error.message : String(error));
    }
  }
}
