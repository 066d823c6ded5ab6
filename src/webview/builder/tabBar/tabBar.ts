import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../controls.styles.js';

/** One tab; `badge` stands behind its name, such as a number of values. */
export interface TabView {
  readonly id: string;
  readonly label: string;
  readonly badge?: string;
}

/** Another tab was chosen. */
export class TabChosenEvent extends Event {
  static readonly type = 'tab-chosen';
  constructor(readonly tab: string) {
    super(TabChosenEvent.type, { bubbles: true, composed: true });
  }
}

/** A row of tabs: arrow keys go along it, Tab goes into what is shown below. */
@customElement('concur-tab-bar')
export class TabBar extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      :host { display: block; }
      div { border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border)); display: flex; flex-wrap: wrap; gap: 2px; }
      button { background: none; border: 0; border-bottom: 2px solid transparent; color: var(--vscode-panelTitle-inactiveForeground, var(--vscode-foreground)); cursor: pointer; font: inherit; padding: 6px 10px; }
      button[aria-selected='true'] { border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder)); color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground)); }
      button:hover { color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground)); }
      .badge { color: var(--vscode-descriptionForeground); margin-left: 4px; }
    `,
  ];

  @property({ attribute: false }) accessor tabs: readonly TabView[] = [];
  @property({ attribute: false }) accessor chosen = '';
  /** Accessible name of the row. */
  @property({ attribute: false }) accessor label = '';

  override render(): TemplateResult {
    return html`<div role="tablist" aria-label=${this.label} @keydown=${this.#press}>
      ${this.tabs.map(
        ({ id, label, badge }) => html`<button
          role="tab"
          data-id=${id}
          aria-selected=${id === this.chosen}
          tabindex=${id === this.chosen ? 0 : -1}
          @click=${() => this.#choose(id)}
        >${label}${badge === undefined ? '' : html`<span class="badge">${badge}</span>`}</button>`,
      )}
    </div>`;
  }

  #choose(id: string): void {
    this.dispatchEvent(new TabChosenEvent(id));
  }

  readonly #press = (event: KeyboardEvent): void => {
    const at = this.tabs.findIndex(({ id }) => id === this.chosen);
    const last = this.tabs.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    const tab = next === undefined ? undefined : this.tabs[next];
    if (!tab) return;
    event.preventDefault();
    this.#choose(tab.id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-id="${tab.id}"]`)?.focus());
  };
}
