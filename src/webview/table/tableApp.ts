import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RowView, TableShown } from '../../builder/table/messages.js';
import type { TableClient } from '../../builder/table/tableClient.js';
import { moveCell } from './moveCell.js';
import { RowWindow } from './rowWindow.js';
import { ROW_HEIGHT, tableAppStyles } from './tableApp.styles.js';

/** The whole page: a bar with filter, columns and export; below it the rows, of which only those on the screen are drawn. */
@customElement('concur-table')
export class TableApp extends LitElement {
  static override readonly styles = tableAppStyles;

  @state() private accessor shown: TableShown | undefined;
  @state() private accessor view: RowView = { descending: false, filter: '' };
  @state() private accessor hiddenColumns: ReadonlySet<string> = new Set();
  @state() private accessor failure = '';
  @state() private accessor active = { row: 0, column: 0 };
  #client: TableClient | undefined;
  #rows: RowWindow | undefined;

  start(client: TableClient): void {
    this.#client = client;
    this.#rows = new RowWindow(
      client,
      () => this.requestUpdate(),
      (what) => this.#fail(what),
    );
    void this.#open();
  }

  override render(): TemplateResult | typeof nothing {
    const { words, choices, choice } = this.shown ?? {};
    const problem = html`<div role="alert">${this.failure === '' ? nothing : html`<p class="problem">${this.failure}</p>`}</div>`;
    if (!this.shown || !words || !choices || !choice) return problem;
    const count = this.#rows?.rowCount ?? choice.rowCount;
    return html`
      <div class="bar">
        <vscode-textfield placeholder=${words.filter} label=${words.filter} aria-label=${words.filter} @input=${this.#filter}></vscode-textfield>
        ${choices.length > 1 ? this.#renderChoices(words.array) : nothing}
        <details>
          <summary>${words.columns}</summary>
          <div class="choices">${this.shown.columns.map((name) => this.#renderColumnChoice(name))}</div>
        </details>
        <vscode-button secondary @click=${this.#export}>${words.export}</vscode-button>
        <span role="status">${words.rows.replace('{0}', count.toLocaleString()).replace('{1}', choice.rowCount.toLocaleString())}</span>
      </div>
      ${problem}
      ${count === 0 ? html`<p>${words.empty}</p>` : nothing}
      <div class="grid" role="grid" tabindex="0" aria-label=${words.grid} aria-rowcount=${count + 1}
        aria-colcount=${this.#columns.length} aria-activedescendant="active" @scroll=${this.#load} @keydown=${this.#press}>
        <div class="row head" role="row" aria-rowindex="1">${this.#columns.map((name) => this.#renderHead(name))}</div>
        <div class="body"><div class="window">${this.#renderRows()}</div></div>
      </div>
    `;
  }

  /** Sizes go through the object model: the page's policy allows no style attributes. */
  override updated(): void {
    const [grid, body, drawn] = ['.grid', '.body', '.window'].map((name) =>
      this.renderRoot.querySelector<HTMLElement>(name),
    );
    grid?.style.setProperty('--columns', String(this.#columns.length));
    if (body) body.style.height = `${(this.#rows?.rowCount ?? 0) * ROW_HEIGHT}px`;
    if (drawn) drawn.style.transform = `translateY(${(this.#rows?.from ?? 0) * ROW_HEIGHT}px)`;
  }

  get #columns(): readonly string[] {
    return this.shown?.columns.filter((name) => !this.hiddenColumns.has(name)) ?? [];
  }

  #renderChoices(label: string): TemplateResult {
    return html`<vscode-single-select label=${label} aria-label=${label} @change=${this.#choose}>
      ${this.shown?.choices.map(
        ({ path, rowCount }) =>
          html`<vscode-option value=${path} ?selected=${path === this.shown?.choice.path}>${path} (${rowCount})</vscode-option>`,
      )}
    </vscode-single-select>`;
  }

  #renderColumnChoice(name: string): TemplateResult {
    const toggle = (): void => {
      const hidden = new Set(this.hiddenColumns);
      if (!hidden.delete(name) && this.#columns.length > 1) hidden.add(name);
      this.hiddenColumns = hidden;
    };
    return html`<vscode-checkbox label=${name} ?checked=${!this.hiddenColumns.has(name)} @change=${toggle}></vscode-checkbox>`;
  }

  #renderHead(name: string): TemplateResult {
    const isSorted = this.view.sortBy === name;
    const sign = isSorted ? (this.view.descending ? ' ↓' : ' ↑') : '';
    const direction = isSorted ? (this.view.descending ? 'descending' : 'ascending') : 'none';
    return html`<div class="cell" role="columnheader" aria-sort=${direction}>
      <button title=${name} @click=${() => this.#sort(name)}>${name}${sign}</button>
    </div>`;
  }

  #renderRows(): readonly TemplateResult[] {
    const { from = 0, rows = [] } = this.#rows ?? {};
    const all = this.shown?.columns ?? [];
    const places = this.#columns.map((name) => all.indexOf(name));
    return rows.map((cells, i) => {
      const row = from + i;
      return html`<div class="row" role="row" aria-rowindex=${row + 2}>
        ${places.map((place, column) => {
          const isActive = this.active.row === row && this.active.column === column;
          const text = cells[place] ?? '';
          return html`<div class="cell ${isActive ? 'active' : ''}" id=${isActive ? 'active' : nothing} role="gridcell"
            title=${text} @click=${() => this.#activate(row, column)}>${text}</div>`;
        })}
      </div>`;
    });
  }

  async #open(path?: string): Promise<void> {
    try {
      this.shown = await this.#client?.ask({ type: 'open', ...(path === undefined ? {} : { path }) }, 'table');
      this.hiddenColumns = new Set();
      this.failure = '';
      this.#look({ descending: false, filter: this.view.filter });
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #fail(what: string): void {
    this.failure = what;
  }

  #look(view: RowView): void {
    this.view = view;
    this.active = { row: 0, column: this.active.column };
    this.#rows?.show(view);
    const grid = this.renderRoot.querySelector('.grid');
    if (grid) grid.scrollTop = 0;
  }

  #sort(name: string): void {
    const isSorted = this.view.sortBy === name;
    this.#look({ ...this.view, sortBy: name, descending: isSorted && !this.view.descending });
  }

  readonly #filter = ({ target }: Event): void => {
    if (target && 'value' in target) this.#look({ ...this.view, filter: String(target.value) });
  };

  readonly #choose = ({ target }: Event): void => {
    if (target && 'value' in target) void this.#open(String(target.value));
  };

  readonly #load = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLElement)) return;
    this.#rows?.scrollTo(
      Math.floor(currentTarget.scrollTop / ROW_HEIGHT),
      Math.ceil(currentTarget.clientHeight / ROW_HEIGHT),
    );
  };

  readonly #export = (): void => {
    this.#client
      ?.ask({ type: 'export', view: this.view, columns: [...this.#columns] }, 'done')
      .catch((error: Error) => this.#fail(error.message));
  };

  readonly #press = (event: KeyboardEvent): void => {
    const grid = event.currentTarget;
    if (!(grid instanceof HTMLElement) || event.target !== grid) return; // a header's own button
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      const text = this.renderRoot.querySelector('#active')?.textContent ?? '';
      this.#client?.ask({ type: 'copy', text }, 'done').catch((error: Error) => this.#fail(error.message));
      return;
    }
    const perPage = Math.max(1, Math.floor(grid.clientHeight / ROW_HEIGHT) - 2);
    const size = { rows: this.#rows?.rowCount ?? 0, columns: this.#columns.length, perPage };
    const next = moveCell(this.active, event.key, event.ctrlKey || event.metaKey, size);
    if (!next) return;
    event.preventDefault();
    this.#activate(next.row, next.column);
    const top = next.row * ROW_HEIGHT;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + 3 * ROW_HEIGHT > grid.scrollTop + grid.clientHeight)
      grid.scrollTop = top + 3 * ROW_HEIGHT - grid.clientHeight;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('#active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
  };

  #activate(row: number, column: number): void {
    this.active = { row, column };
  }
}
