import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DraftAuth } from '../../../builder/draft.js';
import type { ConnectionView } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, typedIn } from '../controls.styles.js';

/** Who the request speaks for is this now. */
export class AuthChangedEvent extends Event {
  static readonly type = 'auth-changed';
  constructor(readonly auth: DraftAuth) {
    super(AuthChangedEvent.type, { bubbles: true, composed: true });
  }
}

/** The value of the person's own header was typed; it goes to the secret store and never comes back. */
export class AuthTypedEvent extends Event {
  static readonly type = 'auth-typed';
  constructor(readonly value: string) {
    super(AuthTypedEvent.type, { bubbles: true, composed: true });
  }
}

/** Whose token the request carries, or which header in its place. */
@customElement('concur-auth-editor')
export class AuthEditor extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      fieldset { border: 0; margin: 0; padding: 0; }
      label { align-items: center; display: flex; margin: 4px 0; }
      .inner { display: grid; gap: 6px; margin: 4px 0 8px 24px; max-width: 480px; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor auth: DraftAuth = { kind: 'connection' };
  @property({ attribute: false }) accessor connections: readonly ConnectionView[] = [];
  @property({ attribute: false }) accessor isHeld = false;

  override render(): TemplateResult | typeof nothing {
    const { words, auth } = this;
    if (!words) return nothing;
    const others = this.connections.filter(({ isActive }) => !isActive);
    const isOther = auth.kind === 'connection' && auth.id !== undefined;
    return html`<fieldset>
      <legend class="hidden">${words.auth}</legend>
      ${this.#renderChoice(words.authConnection, auth.kind === 'connection' && !isOther, { kind: 'connection' })}
      ${others.length === 0 ? nothing : this.#renderChoice(words.authOther, isOther, { kind: 'connection', id: others[0]?.id ?? '' })}
      ${
        isOther
          ? html`<div class="inner"><select aria-label=${words.connection} @change=${(event: Event) => this.#tell({ kind: 'connection', id: typedIn(event) })}>
              ${others.map(({ id, name, state }) => html`<option value=${id} ?selected=${auth.id === id}>${name} · ${state}</option>`)}
            </select></div>`
          : nothing
      }
      ${this.#renderChoice(words.authNone, auth.kind === 'none', { kind: 'none' })}
      ${this.#renderChoice(words.authHeader, auth.kind === 'header', { kind: 'header', name: 'Authorization' })}
      ${
        auth.kind === 'header'
          ? html`<div class="inner">
              <input class="mono" aria-label=${words.headerName.replace(' {0}', '')} .value=${auth.name}
                @input=${(event: Event) => this.#tell({ kind: 'header', name: typedIn(event) })} />
              <input type="password" autocomplete="off" aria-label=${words.authValue} placeholder=${this.isHeld ? words.authHeld : words.authValue}
                @change=${this.#type} />
              <p class="hint">${words.authHint}</p>
            </div>`
          : nothing
      }
    </fieldset>`;
  }

  #renderChoice(label: string, isChosen: boolean, auth: DraftAuth): TemplateResult {
    return html`<label><input type="radio" name="auth" .checked=${isChosen} @change=${() => this.#tell(auth)} />${label}</label>`;
  }

  readonly #type = (event: Event): void => {
    this.dispatchEvent(new AuthTypedEvent(typedIn(event)));
    if (event.target instanceof HTMLInputElement) event.target.value = '';
  };

  #tell(auth: DraftAuth): void {
    this.dispatchEvent(new AuthChangedEvent(auth));
  }
}
