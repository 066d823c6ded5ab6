import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Preview } from '../../../builder/messages.js';
import type { OperationView } from '../../../builder/operationView.js';
import type { Words } from '../../../builder/words.js';
import { operationSummaryStyles } from './operationSummary.styles.js';

/** The API that replaces this one is to be opened. */
export class ReplacementWantedEvent extends Event {
  static readonly type = 'replacement-wanted';
  constructor() {
    super(ReplacementWantedEvent.type, { bubbles: true, composed: true });
  }
}

/** What the operation does, what it needs, and whether one should still use it. */
@customElement('concur-operation-summary')
export class OperationSummary extends LitElement {
  static override readonly styles = operationSummaryStyles;

  @property({ attribute: false }) accessor view: OperationView | undefined;
  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor preview: Preview | undefined;

  override render(): TemplateResult | typeof nothing {
    const { view, words, preview } = this;
    if (!view || !words || !preview) return nothing;
    const { lackingScopes, holdsScopes, fit } = preview;
    return html`
      <h1>${view.title}</h1>
      <p class="api">
        ${view.api}${view.docs === undefined ? nothing : html` · <a href=${view.docs}>${words.documentation}</a>`}
      </p>
      ${
        view.deprecation === undefined
          ? nothing
          : html`<p class="warning">${view.deprecation} ${
              view.replacement === undefined
                ? nothing
                : html`<button class="link" @click=${() => this.dispatchEvent(new ReplacementWantedEvent())}>${words.openReplacement}: ${view.replacement.name}</button>`
            }</p>`
      }
      ${view.description === '' ? nothing : html`<p class="description">${view.description}</p>`}
      ${
        view.canSend && view.api !== ''
          ? html`<p>
              ${words.scopes}:
              ${view.scopes.length === 0 ? words.noScopes : view.scopes.map((scope) => html`<code>${scope}</code> `)}
              ${holdsScopes === true && view.scopes.length > 0 ? html`<span class="held">✓ ${words.held}</span>` : nothing}
            </p>`
          : nothing
      }
      <div role="status">
        ${
          lackingScopes.length === 0
            ? nothing
            : html`<p class="warning">${words.lacking} ${lackingScopes.map((scope) => html`<code>${scope}</code> `)}</p>`
        }
        ${fit === undefined ? nothing : html`<p class="warning">${fit}</p>`}
      </div>
    `;
  }
}
