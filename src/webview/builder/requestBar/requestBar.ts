import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Draft } from '../../../builder/draft.js';
import type { Preview, Shown, Status } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, fill, typedIn } from '../controls.styles.js';
import { requestBarStyles } from './requestBar.styles.js';

/** What can be done with the request. */
export type RequestAction = 'send' | 'cancel' | 'openAsFile' | 'saveNew' | 'saveAppend' | 'saveReplace' | 'copy';

/** A button was pressed; `kind` says as what to copy. */
export class ActionChosenEvent extends Event {
  static readonly type = 'action-chosen';
  constructor(
    readonly action: RequestAction,
    readonly kind = '',
  ) {
    super(ActionChosenEvent.type, { bubbles: true, composed: true });
  }
}

/** Method, address, a path parameter or the connection was changed. */
export class RequestChangedEvent extends Event {
  static readonly type = 'request-changed';
  constructor(
    readonly change:
      | { readonly kind: 'method' | 'url' | 'connection'; readonly value: string }
      | { readonly kind: 'parameter'; readonly name: string; readonly value: string },
  ) {
    super(RequestChangedEvent.type, { bubbles: true, composed: true });
  }
}

/** Method and address, what can be done with them, and how the last sending went. */
@customElement('concur-request-bar')
export class RequestBar extends LitElement {
  static override readonly styles = [controlStyles, requestBarStyles];

  @property({ attribute: false }) accessor shown: Shown | undefined;
  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor draft: Draft | undefined;
  @property({ attribute: false }) accessor preview: Preview | undefined;
  @property({ attribute: false }) accessor status: Status = { kind: 'unsent' };
  /** Why the last thing asked for was not done; empty when it was. */
  @property({ attribute: false }) accessor failure = '';
  /** What was done last, such as copying; empty for nothing. */
  @property({ attribute: false }) accessor notice = '';

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.url')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { shown, words, draft, preview, status } = this;
    if (!shown || !words || !draft || !preview) return nothing;
    const { view } = shown;
    const isSending = status.kind === 'sending';
    const methods = shown.methods.includes(draft.method) ? shown.methods : [draft.method, ...shown.methods];
    return html`
      <div class="address">
        <select class="method ${draft.method.toLowerCase()}" aria-label=${words.method} .value=${draft.method} @change=${this.#change('method')}>
          ${methods.map((method) => html`<option ?selected=${method === draft.method}>${method}</option>`)}
        </select>
        ${this.#isFree(draft) ? this.#renderFree(draft, words) : this.#renderChips(view.path, draft, preview)}
        ${this.#renderConnections(draft, preview, words)}
      </div>
      <code class="preview">${preview.url}</code>
      ${view.canSend ? nothing : html`<p class="note">${words.outbound}</p>`}
      <div class="actions">
        ${
          view.canSend
            ? html`<vscode-button title=${`${words.send} (${words.sendKeys})`} ?disabled=${isSending} @click=${this.#choose('send')}>
                ${words.send}
              </vscode-button>`
            : nothing
        }
        ${isSending ? html`<vscode-button secondary @click=${this.#choose('cancel')}>${words.cancel}</vscode-button>` : nothing}
        <vscode-button secondary title=${words.openAsFileHint} @click=${this.#choose('openAsFile')}>${words.openAsFile}</vscode-button>
        <select class="menu" aria-label=${words.saveAs} @change=${this.#save}>
          <option value="" selected>${words.saveAs}</option>
          <option value="saveNew">${words.saveNew}</option>
          <option value="saveAppend">${words.saveAppend}</option>
          ${draft.source ? html`<option value="saveReplace">${words.saveReplace}</option>` : nothing}
        </select>
        <select class="menu" aria-label=${words.copyAs} @change=${this.#copy}>
          <option value="" selected>${words.copyAs}</option>
          ${shown.snippets.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
        </select>
        <span class="status" role="status">${this.#renderStatus(words)} ${this.notice}</span>
      </div>
      <div role="alert">${this.failure === '' ? nothing : html`<p class="failure">${this.failure}</p>`}</div>
    `;
  }

  #isFree({ operationId, url }: Draft): boolean {
    return operationId === undefined || url !== '';
  }

  #renderFree(draft: Draft, words: Words): TemplateResult {
    return html`<input
      class="url mono"
      aria-label=${words.address}
      placeholder=${words.addressHint}
      spellcheck="false"
      .value=${draft.url}
      @input=${this.#change('url')}
    />`;
  }

  /** The path with an input in the place of each parameter. */
  #renderChips(path: string, draft: Draft, preview: Preview): TemplateResult {
    const pieces = path.split(/\{([^{}]+)\}/);
    return html`<span class="path mono" role="group" aria-label=${this.words?.address ?? ''}>
      ${pieces.map((piece, at) =>
        at % 2 === 0
          ? html`<span>${piece}</span>`
          : html`<input
              class="chip mono"
              aria-label=${piece}
              aria-invalid=${preview.problems[piece]?.kind === 'mismatch'}
              placeholder=${piece}
              title=${piece}
              spellcheck="false"
              .value=${draft.parameters[piece] ?? ''}
              @input=${(event: Event) => this.#tell({ kind: 'parameter', name: piece, value: typedIn(event) })}
            />`,
      )}
    </span>`;
  }

  #renderConnections(draft: Draft, { connections }: Preview, words: Words): TemplateResult {
    const own = draft.auth.kind === 'connection' ? (draft.auth.id ?? '') : '';
    const active = connections.find(({ isActive }) => isActive);
    const inUse = active ? `${fill(words.inUse, active.name)} · ${active.state}` : words.noConnection;
    return html`<select class="connection" aria-label=${words.connection} @change=${this.#change('connection')}>
      <option value="" ?selected=${own === ''}>${inUse}</option>
      ${connections
        .filter(({ isActive }) => !isActive)
        .map(({ id, name, state }) => html`<option value=${id} ?selected=${own === id}>${name} · ${state}</option>`)}
    </select>`;
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

  #change(kind: 'method' | 'url' | 'connection'): (event: Event) => void {
    return (event) => this.#tell({ kind, value: typedIn(event) });
  }

  #tell(change: RequestChangedEvent['change']): void {
    this.dispatchEvent(new RequestChangedEvent(change));
  }

  readonly #save = (event: Event): void => {
    const action = takeChoice(event);
    if (action === 'saveNew' || action === 'saveAppend' || action === 'saveReplace')
      this.dispatchEvent(new ActionChosenEvent(action));
  };

  readonly #copy = (event: Event): void => {
    const kind = takeChoice(event);
    if (kind !== '') this.dispatchEvent(new ActionChosenEvent('copy', kind));
  };
}

/** The choice of a list that serves as a menu, which then shows its title again. */
function takeChoice(event: Event): string {
  const choice = typedIn(event);
  if (event.target instanceof HTMLSelectElement) event.target.selectedIndex = 0;
  return choice;
}
