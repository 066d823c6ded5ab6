import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OperationView } from '../../../builder/operationView.js';
import type { Words } from '../../../builder/words.js';
import { operationSummaryStyles } from './operationSummary.styles.js';

/** What the operation does, what it needs, and whether one should still use it. */
@customElement('concur-operation-summary')
export class OperationSummary extends LitElement {
  static override readonly styles = operationSummaryStyles;

  @property({ attribute: false }) accessor view: OperationView | undefined;
  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor lackingScopes: readonly string[] = [];

  override render(): TemplateResult | typeof nothing {
    const { view, words, lackingScopes } = this;
    if (!view || !words) return nothing;
    return html`
      <h1>${view.title}</h1>
      <p class="api">
        ${view.api}${view.docs === undefined ? nothing : html` · <a href=${view.docs}>${words.documentation}</a>`}
      </p>
      ${view.deprecation === undefined ? nothing : html`<p class="warning">${view.deprecation}</p>`}
      ${view.description === '' ? nothing : html`<p class="description">${view.description}</p>`}
      ${
        view.canSend
          ? html`<p>
              ${words.scopes}:
              ${view.scopes.length === 0 ? words.noScopes : view.scopes.map((scope) => html`<code>${scope}</code> `)}
            </p>`
          : nothing
      }
      <div role="status">
        ${
          lackingScopes.length === 0
            ? nothing
            : html`<p class="warning">${words.lacking} ${lackingScopes.map((scope) => html`<code>${scope}</code> `)}</p>`
        }
      </div>
    `;
  }
}
