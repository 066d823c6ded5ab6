import '@vscode-elements/elements/dist/vscode-label/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Problem } from '../../../builder/messages.js';
import type { ParameterView } from '../../../builder/operationView.js';
import type { Words } from '../../../builder/words.js';
import { parameterFieldStyles } from './parameterField.styles.js';

/** A list longer than this can be narrowed by typing. */
const MOST_CHOICES = 15;

/** Height in pixels of an open list, at most; it shows ten rows. */
const LIST_HEIGHT = 230;

/** Tells of every change of a value. */
export class ValueChangedEvent extends Event {
  static readonly type = 'value-changed';
  constructor(
    readonly parameter: ParameterView,
    readonly value: string,
  ) {
    super(ValueChangedEvent.type, { bubbles: true, composed: true });
  }
}

/** One parameter: label, input, what is wrong with the value, description. */
@customElement('concur-parameter-field')
export class ParameterField extends LitElement {
  static override readonly styles = parameterFieldStyles;

  @property({ attribute: false }) accessor parameter: ParameterView | undefined;
  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor value = '';
  @property({ attribute: false }) accessor problem: Problem | undefined;
  /** Whether the host holds a secret for it, which the field itself never shows again. */
  @property({ attribute: false }) accessor isHeld = false;
  /** Whether a missing value is to be complained of although nobody has been here yet. */
  @property({ attribute: false }) accessor insists = false;

  @state() private accessor isVisited = false;
  @query('vscode-textfield') private accessor textfield: VscodeTextfield | null = null;
  @query('vscode-single-select') private accessor select: VscodeSingleSelect | null = null;

  override focus(): void {
    (this.textfield ?? this.select)?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { parameter, words } = this;
    if (!parameter || !words) return nothing;
    const { name, required, facts, description } = parameter;
    const complaint = this.#complaint(words);
    return html`
      <div class="heading">
        <vscode-label for="input" ?required=${required}>${name}</vscode-label>
        <span class="facts">${facts.join(' · ')}</span>
      </div>
      ${this.#renderInput(parameter, words, complaint !== undefined)}
      ${complaint === undefined ? nothing : html`<p class="problem" role="alert">${complaint}</p>`}
      <p class="description">${description}</p>
    `;
  }

  /** The elements let nothing through but the label; the rest of what a screen reader should say is put inside. */
  override async updated(): Promise<void> {
    const { textfield, parameter } = this;
    if (!textfield || !parameter) return;
    await textfield.updateComplete;
    const input = textfield.wrappedElement;
    input.setAttribute('aria-required', String(parameter.required));
    input.setAttribute('aria-invalid', String(textfield.invalid));
    input.setAttribute('aria-description', [...parameter.facts, parameter.description].join(', '));
  }

  #renderInput({ input, required }: ParameterView, words: Words, isInvalid: boolean): TemplateResult {
    if (input.kind === 'choice') {
      const choices =
        this.value === '' || input.choices.includes(this.value) ? input.choices : [...input.choices, this.value];
      return html`<vscode-single-select
        id="input"
        .value=${this.value}
        ?invalid=${isInvalid}
        ?combobox=${choices.length > MOST_CHOICES}
        @pointerdown=${this.#placeList}
        @focusin=${this.#placeList}
        @change=${() => this.#change(this.select?.value ?? '')}
        @focusout=${this.#visit}
      >
        <vscode-option value="">${required ? words.choose : words.notSet}</vscode-option>
        ${choices.map((choice) => html`<vscode-option .value=${choice}>${choice}</vscode-option>`)}
      </vscode-single-select>`;
    }
    const placeholder = input.kind === 'text' ? input.placeholder : this.isHeld ? words.heldSecret : '';
    return html`<vscode-textfield
      id="input"
      type=${input.kind === 'secret' ? 'password' : 'text'}
      autocomplete="off"
      .placeholder=${placeholder}
      .value=${this.value}
      .invalid=${isInvalid}
      @input=${() => this.#change(this.textfield?.value ?? '')}
      @focusout=${this.#visit}
    ></vscode-textfield>`;
  }

  /** What fits no schema is said at once, what is missing only to those who passed by or want to send. */
  #complaint(words: Words): string | undefined {
    if (this.problem?.kind === 'mismatch') return this.problem.what;
    return this.problem && (this.isVisited || this.insists) ? words.valueMissing : undefined;
  }

  /** Opens upwards where the window ends: the list is cut off there, and scrolling would close it. */
  readonly #placeList = (): void => {
    const { select } = this;
    if (!select) return;
    const { top, bottom } = select.getBoundingClientRect();
    select.position = window.innerHeight - bottom < LIST_HEIGHT && top > LIST_HEIGHT ? 'above' : 'below';
  };

  #change(value: string): void {
    if (this.parameter) this.dispatchEvent(new ValueChangedEvent(this.parameter, value));
  }

  readonly #visit = (): void => {
    this.isVisited = true;
  };
}
