import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Shown } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, typedIn } from '../controls.styles.js';

/** Another language was chosen. */
export class LanguageChosenEvent extends Event {
  static readonly type = 'language-chosen';
  constructor(readonly kind: string) {
    super(LanguageChosenEvent.type, { bubbles: true, composed: true });
  }
}

/** A text is to go onto the clipboard. */
export class CopyWantedEvent extends Event {
  static readonly type = 'copy-wanted';
  constructor(readonly text: string) {
    super(CopyWantedEvent.type, { bubbles: true, composed: true });
  }
}

/** The request in the words of a tool or language, as it stands now. */
@customElement('concur-code-view')
export class CodeView extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      .tools { align-items: center; display: flex; gap: 8px; margin-bottom: 8px; }
      pre { background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-contrastBorder, transparent); color: var(--vscode-editor-foreground); font-family: var(--vscode-editor-font-family); margin: 0; max-height: 60vh; overflow: auto; padding: 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor snippets: Shown['snippets'] = [];
  @property({ attribute: false }) accessor kind = '';
  @property({ attribute: false }) accessor text = '';

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    return html`
      <div class="tools">
        <select aria-label=${words.language} @change=${(event: Event) => this.dispatchEvent(new LanguageChosenEvent(typedIn(event)))}>
          ${this.snippets.map(({ id, label }) => html`<option value=${id} ?selected=${id === this.kind}>${label}</option>`)}
        </select>
        <vscode-button secondary @click=${() => this.dispatchEvent(new CopyWantedEvent(this.text))}>${words.copy}</vscode-button>
      </div>
      <pre tabindex="0" role="region" aria-label=${words.code}>${this.text}</pre>
    `;
  }
}
