import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Status } from '../../../builder/messages.js';
import type { OperationView } from '../../../builder/operationView.js';
import type { Words } from '../../../builder/words.js';
import { requestBarStyles } from './requestBar.styles.js';

/** What can be done with the request. */
export type RequestAction = 'send' | 'cancel' | 'openAsFile';

/** A button was pressed. */
export class ActionChosenEvent extends Event {
  static readonly type = 'action-chosen';
  constructor(readonly action: RequestAction) {
    super(ActionChosenEvent.type, { bubbles: true, composed: true });
  }
}

/** Method and address, what can be done with them, and how the last sending went. */
@customElement('concur-request-bar')
export class RequestBar extends LitElement {
  static override readonly styles = requestBarStyles;

  @property({ attribute: false }) accessor view: OperationView | undefined;
  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor url = '';
  @property({ attribute: false }) accessor status: Status = { kind: 'unsent' };
  /** Why the last thing asked for was not done; empty when it was. */
  @property({ attribute: false }) accessor failure = '';

  override render(): TemplateResult | typeof nothing {
    const { view, words, status } = this;
    if (!view || !words) return nothing;
    const isSending = status.kind === 'sending';
    return html`
      <div class="address">
        <span class="method ${view.method.toLowerCase()}">${view.method}</span>
        <code>${this.url}</code>
      </div>
      ${view.canSend ? nothing : html`<p class="note">${words.outbound}</p>`}
      <div class="actions">
        ${
          view.canSend
            ? html`<vscode-button title=${`${words.send} (${words.sendKeys})`} ?disabled=${isSending} @click=${this.#choose('send')}>
                ${words.send}
              </vscode-button>`
            : nothing
        }
        <vscode-button secondary title=${words.openAsFileHint} @click=${this.#choose('openAsFile')}>
          ${words.openAsFile}
        </vscode-button>
        ${isSending ? html`<vscode-button secondary @click=${this.#choose('cancel')}>${words.cancel}</vscode-button>` : nothing}
        <span class="status" role="status">${this.#renderStatus(words)}</span>
      </div>
      <div role="alert">${this.failure === '' ? nothing : html`<p class="problem">${this.failure}</p>`}</div>
    `;
  }

  #renderStatus(words: Words): TemplateResult | string | typeof nothing {
    const { status } = this;
    switch (status.kind) {
      case 'unsent':
        return nothing;
      case 'sending':
        return words.sending;
      case 'cancelled':
        return words.cancelled;
      case 'answered':
        return html`<span class=${status.isRefused ? 'refused' : 'accepted'}>${status.summary}</span>`;
      case 'failed':
        return html`<span class="refused">${status.what}</span>`;
    }
  }

  #choose(action: RequestAction): () => void {
    return () => this.dispatchEvent(new ActionChosenEvent(action));
  }
}
