import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-label/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Problem } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import { bodyEditorStyles } from './bodyEditor.styles.js';

/** Tells of every change of the text. */
export class TextChangedEvent extends Event {
  static readonly type = 'text-changed';
  constructor(readonly text: string) {
    super(TextChangedEvent.type, { bubbles: true, composed: true });
  }
}

/** Another media type was chosen. */
export class MediaTypeChosenEvent extends Event {
  static readonly type = 'media-type-chosen';
  constructor(readonly mediaType: string) {
    super(MediaTypeChosenEvent.type, { bubbles: true, composed: true });
  }
}

/** An example of the body is wanted. */
export class ExampleWantedEvent extends Event {
  static readonly type = 'example-wanted';
  constructor() {
    super(ExampleWantedEvent.type, { bubbles: true, composed: true });
  }
}

/** The body as text, in one of the media types that the operation takes. */
@customElement('concur-body-editor')
export class BodyEditor extends LitElement {
  static override readonly styles = bodyEditorStyles;

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor mediaTypes: readonly string[] = [];
  @property({ attribute: false }) accessor mediaType = '';
  @property({ attribute: false }) accessor text = '';
  @property({ attribute: false }) accessor problem: Problem | undefined;

  @query('vscode-single-select') private accessor select: VscodeSingleSelect | null = null;
  @query('vscode-textarea') private accessor area: VscodeTextarea | null = null;

  override focus(): void {
    this.area?.focus();
  }

  /** Puts another text in as if it were typed, so that undo brings back what stood there. */
  replaceText(text: string): void {
    const area = this.area?.wrappedElement;
    if (!area) return;
    area.focus();
    area.select();
    document.execCommand('insertText', false, text); // the one way that undo knows of
  }

  override render(): TemplateResult | typeof nothing {
    const { words, problem } = this;
    if (!words) return nothing;
    const complaint = problem?.kind === 'mismatch' ? problem.what : problem && words.bodyMissing;
    return html`
      <div class="tools">
        <vscode-label for="type">${words.mediaType}</vscode-label>
        <vscode-single-select id="type" .value=${this.mediaType} @change=${this.#chooseMediaType}>
          ${this.mediaTypes.map((one) => html`<vscode-option .value=${one}>${one}</vscode-option>`)}
        </vscode-single-select>
        <vscode-button secondary title=${words.fillExampleHint} @click=${() => this.dispatchEvent(new ExampleWantedEvent())}>
          ${words.fillExample}
        </vscode-button>
      </div>
      <vscode-label class="hidden" for="text">${words.body}</vscode-label>
      <vscode-textarea
        id="text"
        monospace
        resize="vertical"
        rows="16"
        .value=${this.text}
        .invalid=${complaint !== undefined}
        @input=${() => this.dispatchEvent(new TextChangedEvent(this.area?.value ?? ''))}
      ></vscode-textarea>
      ${complaint === undefined ? nothing : html`<p class="problem" role="alert">${complaint}</p>`}
    `;
  }

  readonly #chooseMediaType = (): void => {
    const mediaType = this.select?.value ?? '';
    if (mediaType !== '' && mediaType !== this.mediaType) this.dispatchEvent(new MediaTypeChosenEvent(mediaType));
  };
}
