import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, fill, typedIn } from '../controls.styles.js';
import { foldsOf, visibleLines } from './foldLines.js';

const LINE_HEIGHT = 19;

/** A text to read: only the lines on the screen are drawn; they fold by their indentation and can be searched. */
@customElement('concur-text-preview')
export class TextPreview extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      :host { display: block; }
      .tools { align-items: center; display: flex; gap: 6px; margin-bottom: 6px; }
      .view { background: var(--vscode-editor-background); border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border)); font-family: var(--vscode-editor-font-family); height: 380px; overflow: auto; position: relative; }
      .all { position: relative; width: max-content; min-width: 100%; }
      .window { left: 0; min-width: 100%; position: absolute; top: 0; }
      .line { display: flex; height: 19px; line-height: 19px; white-space: pre; }
      .line.hit { background: var(--vscode-editor-findMatchHighlightBackground); }
      .line.here { background: var(--vscode-editor-findMatchBackground); outline: 1px solid var(--vscode-contrastActiveBorder, transparent); }
      .number { color: var(--vscode-editorLineNumber-activeForeground, var(--vscode-foreground)); flex: none; padding-right: 4px; text-align: right; user-select: none; width: 5ch; }
      .fold { background: none; border: 0; color: var(--vscode-foreground); cursor: pointer; flex: none; font: inherit; line-height: 19px; padding: 0; width: 2ch; }
      .gap { flex: none; width: 2ch; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor text = '';
  @property({ attribute: false }) accessor label = '';

  @state() private accessor folded: ReadonlySet<number> = new Set();
  @state() private accessor query = '';
  @state() private accessor hit = 0;
  @state() private accessor top = 0;
  @state() private accessor height = 380;
  #lines: readonly string[] = [];
  #ends: Int32Array = new Int32Array();
  #hits: readonly number[] = [];
  #hitSet: ReadonlySet<number> = new Set();
  #seen: readonly number[] = [];

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('text')) {
      this.#lines = this.text.split('\n');
      this.#ends = foldsOf(this.#lines);
      this.folded = new Set();
    }
    if (changed.has('text') || changed.has('query')) {
      const wanted = this.query.toLowerCase();
      this.#hits =
        wanted === '' ? [] : this.#lines.flatMap((line, at) => (line.toLowerCase().includes(wanted) ? [at] : []));
      this.#hitSet = new Set(this.#hits);
    }
    this.#seen = visibleLines(this.#ends, this.folded);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    const first = Math.max(0, Math.floor(this.top / LINE_HEIGHT) - 10);
    const count = Math.ceil(this.height / LINE_HEIGHT) + 20;
    return html`
      <div class="tools">
        <input type="search" aria-label=${words.search} placeholder=${words.search} .value=${this.query} @input=${this.#search} @keydown=${this.#step} />
        <span role="status">${this.query === '' ? nothing : fill(words.matches, this.#hits.length)}</span>
      </div>
      <div class="view" tabindex="0" role="region" aria-label=${this.label} @scroll=${this.#scroll}>
        <div class="all"><div class="window">${this.#seen.slice(first, first + count).map((line) => this.#renderLine(line, words))}</div></div>
      </div>
    `;
  }

  /** Sizes go through the object model: the page's policy allows no style attributes. */
  override updated(): void {
    const all = this.renderRoot.querySelector<HTMLElement>('.all');
    const drawn = this.renderRoot.querySelector<HTMLElement>('.window');
    if (all) all.style.height = `${this.#seen.length * LINE_HEIGHT}px`;
    const first = Math.max(0, Math.floor(this.top / LINE_HEIGHT) - 10);
    if (drawn) drawn.style.transform = `translateY(${first * LINE_HEIGHT}px)`;
  }

  #renderLine(line: number, words: Words): TemplateResult {
    const isFoldable = (this.#ends[line] ?? -1) > line;
    const isFolded = this.folded.has(line);
    const isHit = this.#hitSet.has(line);
    const isHere = isHit && this.#hits[this.hit] === line;
    return html`<div class="line ${isHit ? 'hit' : ''} ${isHere ? 'here' : ''}">
      <span class="number" aria-hidden="true">${line + 1}</span>
      ${
        isFoldable
          ? html`<button class="fold" aria-label=${fill(words.fold, line + 1)} aria-expanded=${!isFolded} @click=${() => this.#toggle(line)}>${isFolded ? '▸' : '▾'}</button>`
          : html`<span class="gap"></span>`
      }<span>${this.#lines[line]}${isFolded ? ' …' : ''}</span>
    </div>`;
  }

  #toggle(line: number): void {
    const folded = new Set(this.folded);
    if (!folded.delete(line)) folded.add(line);
    this.folded = folded;
  }

  readonly #search = (event: Event): void => {
    this.query = typedIn(event);
    this.hit = 0;
    void this.updateComplete.then(() => this.#showHit());
  };

  readonly #step = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || this.#hits.length === 0) return;
    event.preventDefault();
    const step = event.shiftKey ? this.#hits.length - 1 : 1;
    this.hit = (this.hit + step) % this.#hits.length;
    this.#showHit();
  };

  /** Unfolds what hides the line, and scrolls to it. */
  #showHit(): void {
    const line = this.#hits[this.hit];
    const view = this.renderRoot.querySelector<HTMLElement>('.view');
    if (line === undefined || !view) return;
    const hiding = [...this.folded].filter((start) => start < line && (this.#ends[start] ?? -1) >= line);
    if (hiding.length > 0) this.folded = new Set([...this.folded].filter((start) => !hiding.includes(start)));
    void this.updateComplete.then(() => {
      const at = this.#seen.indexOf(line) * LINE_HEIGHT;
      if (at < view.scrollTop || at > view.scrollTop + view.clientHeight - 2 * LINE_HEIGHT)
        view.scrollTop = at - view.clientHeight / 2;
    });
  }

  readonly #scroll = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLElement)) return;
    this.top = currentTarget.scrollTop;
    this.height = currentTarget.clientHeight;
  };
}
