import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BodyFinding, FormView } from '../../../builder/formView.js';
import type { Problem } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import '../bodyForm/bodyForm.js';
import { controlStyles, fill, typedIn } from '../controls.styles.js';
import { bodyEditorStyles } from './bodyEditor.styles.js';
import { countLineEnds, cutParts } from './textParts.js';

/** Tells of every change of the text. */
export class TextChangedEvent extends Event {
  static readonly type = 'text-changed';
  constructor(readonly text: string) {
    super(TextChangedEvent.type, { bubbles: true, composed: true });
  }
}

/** Another media type was chosen; '' for none. */
export class MediaTypeChosenEvent extends Event {
  static readonly type = 'media-type-chosen';
  constructor(readonly mediaType: string) {
    super(MediaTypeChosenEvent.type, { bubbles: true, composed: true });
  }
}

/** An example of the body is wanted. */
export class ExampleWantedEvent extends Event {
  static readonly type = 'example-wanted';
  constructor(readonly onlyRequired: boolean) {
    super(ExampleWantedEvent.type, { bubbles: true, composed: true });
  }
}

/** Height of a line of the text, as its styles have it. */
const LINE_HEIGHT = 18;
/** Texts above this are read only once typing pauses: reading them takes longer than a keystroke may. */
const LARGE = 50_000;
const PAUSE_MS = 250;

/** The body: its fields on one side, its text on the other, in one of the media types that the operation takes. */
@customElement('concur-body-editor')
export class BodyEditor extends LitElement {
  static override readonly styles = [controlStyles, bodyEditorStyles];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor mediaTypes: readonly string[] = [];
  @property({ attribute: false }) accessor mediaType = '';
  /** Whether a request without a body is possible. */
  @property({ attribute: false }) accessor isOptional = false;
  @property({ attribute: false }) accessor hasExample = false;
  @property({ attribute: false }) accessor text = '';
  @property({ attribute: false }) accessor problem: Problem | undefined;
  @property({ attribute: false }) accessor form: FormView | undefined;
  @property({ attribute: false }) accessor findings: readonly BodyFinding[] = [];

  @state() private accessor firstLine = 0;
  @query('textarea') private accessor area: HTMLTextAreaElement | null = null;
  @state() private accessor partAt = 0;
  #parts: string[] = [''];
  #shownPart = 0;
  /** Lines above the part that is shown, and within it. */
  #lineBase = 0;
  #lineCount = 1;
  #typed: string | undefined;
  #reading: ReturnType<typeof setTimeout> | undefined;

  override focus(): void {
    this.area?.focus();
  }

  /** Tells of what was typed and not read yet. */
  flush(): void {
    if (this.#reading === undefined) return;
    clearTimeout(this.#reading);
    this.#read();
  }

  /** Puts another text in as if it were typed, so that undo brings back what stood there. */
  replaceText(text: string): void {
    const { area } = this;
    if (!area) return;
    if (this.#parts.length > 1) {
      this.dispatchEvent(new TextChangedEvent(text));
      return;
    }
    area.focus();
    area.select();
    document.execCommand('insertText', false, text); // the one way that undo knows of
  }

  override disconnectedCallback(): void {
    this.flush();
    super.disconnectedCallback();
  }

  override render(): TemplateResult | typeof nothing {
    const { words, problem, form } = this;
    if (!words) return nothing;
    const complaint = problem?.kind === 'mismatch' ? problem.what : problem && words.bodyMissing;
    const hasBody = this.mediaType !== '';
    const offered =
      this.mediaTypes.includes(this.mediaType) || !hasBody ? this.mediaTypes : [this.mediaType, ...this.mediaTypes];
    return html`
      <div class="tools">
        <label for="type">${words.mediaType}</label>
        <select id="type" @change=${(event: Event) => this.dispatchEvent(new MediaTypeChosenEvent(typedIn(event)))}>
          ${this.isOptional || !hasBody ? html`<option value="" ?selected=${!hasBody}>${words.notSet}</option>` : nothing}
          ${offered.map((one) => html`<option value=${one} ?selected=${one === this.mediaType}>${one}</option>`)}
        </select>
        ${
          this.hasExample && hasBody
            ? html`<vscode-button secondary title=${words.fillExampleHint} @click=${() => this.dispatchEvent(new ExampleWantedEvent(false))}>${words.fillExample}</vscode-button>
                <vscode-button secondary @click=${() => this.dispatchEvent(new ExampleWantedEvent(true))}>${words.onlyRequired}</vscode-button>`
            : nothing
        }
      </div>
      ${
        hasBody
          ? html`<div class="halves ${form ? 'two' : ''}">
              ${form ? html`<section aria-label=${words.form}><h2>${words.form}</h2><concur-body-form .words=${words} .form=${form}></concur-body-form></section>` : nothing}
              <section aria-label=${words.text}>
                <h2>${words.text}</h2>
                ${this.#renderParts(words)}
                <div class="editor">
                  <div class="gutter" aria-hidden="true">${this.#renderGutter()}</div>
                  <textarea
                    aria-label=${words.body}
                    aria-invalid=${complaint !== undefined}
                    aria-describedby="complaint"
                    wrap="off"
                    spellcheck="false"
                    autocomplete="off"
                    @input=${this.#type}
                    @scroll=${this.#scroll}
                  ></textarea>
                </div>
                <div id="complaint" role="alert">${complaint === undefined ? nothing : html`<p class="problem">${complaint}</p>`}</div>
                ${this.#renderFindings(words)}
              </section>
            </div>`
          : nothing
      }
    `;
  }

  override willUpdate(): void {
    if (this.text !== this.#typed && this.#reading === undefined) {
      this.#parts = cutParts(this.text);
      this.partAt = Math.min(this.partAt, this.#parts.length - 1);
    }
    this.#lineBase = this.#parts.slice(0, this.partAt).reduce((sum, text) => sum + countLineEnds(text), 0);
    this.#lineCount = countLineEnds(this.#parts[this.partAt] ?? '') + 1;
  }

  override updated(): void {
    const { area } = this;
    if (!area || this.#reading !== undefined) return; // what is being typed is newer than what is known
    if (this.text !== this.#typed || this.partAt !== this.#shownPart) area.value = this.#parts[this.partAt] ?? '';
    this.#shownPart = this.partAt;
    this.#typed = this.text;
  }

  /** Large texts come in parts. */
  #renderParts(words: Words): TemplateResult | typeof nothing {
    const count = this.#parts.length;
    if (count === 1) return nothing;
    const go = (part: number) => (): void => {
      this.flush();
      this.partAt = part;
    };
    return html`<div class="tools">
      <button class="plain" aria-label=${words.earlierPart} ?disabled=${this.partAt === 0} @click=${go(this.partAt - 1)}>←</button>
      <span role="status">${fill(words.partCount, this.partAt + 1, count)}</span>
      <button class="plain" aria-label=${words.laterPart} ?disabled=${this.partAt === count - 1} @click=${go(this.partAt + 1)}>→</button>
    </div>`;
  }

  #renderGutter(): readonly TemplateResult[] {
    const marks = new Map<number, BodyFinding>();
    for (const finding of this.findings) if (!marks.has(finding.line)) marks.set(finding.line, finding);
    const count = Math.max(0, Math.min(28, this.#lineCount - this.firstLine));
    return Array.from({ length: count }, (_, at) => {
      const line = this.#lineBase + this.firstLine + at + 1;
      const mark = marks.get(line);
      return html`<div>${mark ? html`<span class="mark ${mark.severity}">●</span>` : nothing} ${line}</div>`;
    });
  }

  #renderFindings(words: Words): TemplateResult | typeof nothing {
    if (this.findings.length === 0) return nothing;
    return html`<ul class="findings" aria-label=${words.findings}>
      ${this.findings.map(
        (finding) => html`<li><button class="plain" @click=${() => this.#goTo(finding)}>
          <span class="mark ${finding.severity}" aria-hidden="true">●</span> ${fill(words.lineNumber, finding.line)}: ${finding.what}</button></li>`,
      )}
    </ul>`;
  }

  #goTo({ offset, length, line }: BodyFinding): void {
    let start = 0;
    let part = 0;
    for (let text = this.#parts[part]; text !== undefined && start + text.length <= offset; text = this.#parts[part]) {
      start += text.length;
      part += 1;
    }
    this.flush();
    this.partAt = Math.min(part, this.#parts.length - 1);
    void this.updateComplete.then(() => {
      const { area } = this;
      if (!area) return;
      area.focus();
      area.setSelectionRange(offset - start, offset - start + length);
      area.scrollTop = Math.max(0, (line - this.#lineBase - 5) * LINE_HEIGHT);
    });
  }

  readonly #type = (): void => {
    const isLarge = (this.#typed?.length ?? 0) > LARGE;
    clearTimeout(this.#reading);
    if (isLarge) this.#reading = setTimeout(() => this.#read(), PAUSE_MS);
    else this.#read();
  };

  #read(): void {
    this.#reading = undefined;
    this.#parts[this.#shownPart] = this.area?.value ?? '';
    this.#typed = this.#parts.join('');
    // One part that grew, by pasting, is cut anew.
    if ((this.#parts[this.#shownPart]?.length ?? 0) > 4 * LARGE) {
      this.#parts = cutParts(this.#typed);
      this.partAt = 0;
      this.#shownPart = -1;
    }
    this.dispatchEvent(new TextChangedEvent(this.#typed));
  }

  readonly #scroll = (): void => {
    const top = this.area?.scrollTop ?? 0;
    this.firstLine = Math.floor(top / LINE_HEIGHT);
    const gutter = this.renderRoot.querySelector('.gutter');
    if (gutter) gutter.scrollTop = top % LINE_HEIGHT;
  };
}
