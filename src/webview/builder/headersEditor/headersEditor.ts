import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DraftHeader } from '../../../builder/draft.js';
import type { Preview, Shown } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, fill, typedIn } from '../controls.styles.js';

/** The headers are these now. */
export class HeadersChangedEvent extends Event {
  static readonly type = 'headers-changed';
  constructor(
    readonly headers: readonly DraftHeader[],
    /** A header that comes by itself and was switched. */
    readonly switched?: string,
  ) {
    super(HeadersChangedEvent.type, { bubbles: true, composed: true });
  }
}

/** Headers of the person, and those that come by themselves; each can be switched off. */
@customElement('concur-headers-editor')
export class HeadersEditor extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      .row { align-items: center; display: grid; gap: 6px; grid-template-columns: auto minmax(120px, 1fr) minmax(160px, 2fr) auto; margin-bottom: 6px; }
      h2 { font-size: 1em; font-weight: 600; margin: 12px 0 6px; }
      .off { text-decoration: line-through; }
      .own { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor headers: readonly DraftHeader[] = [];
  @property({ attribute: false }) accessor own: Preview['ownHeaders'] = [];
  @property({ attribute: false }) accessor known: Shown['knownHeaders'] = [];

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    return html`
      ${this.headers.map((header, at) => this.#renderRow(header, at, words))}
      <button class="plain" @click=${this.#add}>＋ ${words.addHeader}</button>
      ${this.own.length === 0 ? nothing : html`<h2>${words.ownHeaders}</h2>`}
      ${this.own.map(
        ({ name, value, isOn }) => html`<div class="row">
          <input type="checkbox" aria-label=${fill(words.isSent, name)} .checked=${isOn} @change=${() => this.#tell(this.headers, name)} />
          <span class="own mono ${isOn ? '' : 'off'}">${name}</span>
          <span class="own mono ${isOn ? '' : 'off'}">${value}</span>
        </div>`,
      )}
      <datalist id="names">${this.known.map(({ name }) => html`<option value=${name}></option>`)}</datalist>
    `;
  }

  #renderRow(header: DraftHeader, at: number, words: Words): TemplateResult {
    const { name, value, isOn } = header;
    const number = at + 1;
    const values = this.known.find((one) => one.name.toLowerCase() === name.trim().toLowerCase())?.values ?? [];
    return html`<div class="row">
      <input type="checkbox" aria-label=${fill(words.isSent, name || number)} .checked=${isOn} @change=${() => this.#change(at, { isOn: !isOn })} />
      <input class="mono name" list="names" aria-label=${fill(words.headerName, number)} spellcheck="false" .value=${name}
        @input=${(event: Event) => this.#change(at, { name: typedIn(event) })} />
      <input class="mono" list=${`values-${at}`} aria-label=${fill(words.headerValue, name || number)} spellcheck="false" .value=${value}
        @input=${(event: Event) => this.#change(at, { value: typedIn(event) })} />
      <button class="plain" aria-label=${fill(words.remove, name || number)} @click=${() => this.#tell(this.headers.toSpliced(at, 1))}>✕</button>
      <datalist id=${`values-${at}`}>${values.map((one) => html`<option value=${one}></option>`)}</datalist>
    </div>`;
  }

  #change(at: number, part: Partial<DraftHeader>): void {
    this.#tell(this.headers.map((header, index) => (index === at ? { ...header, ...part } : header)));
  }

  readonly #add = (): void => {
    this.#tell([...this.headers, { name: '', value: '', isOn: true }]);
    requestAnimationFrame(() => [...this.renderRoot.querySelectorAll<HTMLElement>('.name')].at(-1)?.focus());
  };

  #tell(headers: readonly DraftHeader[], switched?: string): void {
    this.dispatchEvent(new HeadersChangedEvent(headers, switched));
  }
}
