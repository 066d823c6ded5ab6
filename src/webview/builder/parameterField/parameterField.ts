import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Problem } from '../../../builder/messages.js';
import type { ParameterView } from '../../../builder/operationView.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, fill, typedIn } from '../controls.styles.js';
import { parameterFieldStyles } from './parameterField.styles.js';

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
  static override readonly styles = [controlStyles, parameterFieldStyles];

  @property({ attribute: false }) accessor parameter: ParameterView | undefined;
  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor value = '';
  @property({ attribute: false }) accessor problem: Problem | undefined;
  /** Whether the host holds a secret for it, which the field itself never shows again. */
  @property({ attribute: false }) accessor isHeld = false;
  /** Whether a missing value is to be complained of although nobody has been here yet. */
  @property({ attribute: false }) accessor insists = false;

  @state() private accessor isVisited = false;
  @query('#input') private accessor input: HTMLElement | null = null;

  override focus(): void {
    this.input?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { parameter, words } = this;
    if (!parameter || !words) return nothing;
    const { name, required, facts, description } = parameter;
    const complaint = this.#complaint(words);
    return html`
      <div class="heading">
        <label for="input">${name}</label>
        ${required ? html`<span class="must" aria-hidden="true">*</span>` : nothing}
        <span class="facts">${facts.join(' · ')}</span>
      </div>
      <div class="inputs" @focusout=${this.#visit}>${this.#renderInput(parameter, words, complaint !== undefined)}</div>
      ${this.#renderItems(parameter)}
      <div role="alert">${complaint === undefined ? nothing : html`<p class="problem">${complaint}</p>`}</div>
      <p class="description" id="about">${description}</p>
    `;
  }

  #renderInput(
    { name, input, required, suggestions }: ParameterView,
    words: Words,
    isInvalid: boolean,
  ): TemplateResult {
    const change = (event: Event): void => this.#change(typedIn(event));
    if (input.kind === 'choice') {
      const { choices } = input;
      const all = this.value === '' || choices.includes(this.value) ? choices : [...choices, this.value];
      return html`<select id="input" aria-describedby="about" aria-required=${required} aria-invalid=${isInvalid} @change=${change}>
        <option value="" ?selected=${this.value === ''}>${required ? words.choose : words.notSet}</option>
        ${all.map((choice) => html`<option value=${choice} ?selected=${choice === this.value}>${choice}</option>`)}
      </select>`;
    }
    const placeholder =
      input.kind === 'secret'
        ? this.isHeld
          ? words.heldSecret
          : ''
        : input.kind === 'date'
          ? input.hasTime
            ? 'yyyy-MM-ddTHH:mm:ss'
            : 'yyyy-MM-dd'
          : input.placeholder;
    const field = html`<input
      id="input"
      type=${input.kind === 'secret' ? 'password' : 'text'}
      inputmode=${input.kind === 'number' ? 'decimal' : nothing}
      list=${suggestions.length > 0 ? 'suggestions' : nothing}
      autocomplete="off"
      spellcheck="false"
      aria-describedby="about"
      aria-required=${required}
      aria-invalid=${isInvalid}
      placeholder=${placeholder}
      .value=${live(this.value)}
      @input=${change}
      @keydown=${input.kind === 'number' ? this.#step : nothing}
    />
    <datalist id="suggestions">${suggestions.map((one) => html`<option value=${one}></option>`)}</datalist>`;
    if (input.kind !== 'date') return field;
    const pick = (event: Event): void => {
      const picked = typedIn(event);
      if (picked !== '') this.#change(input.hasTime && picked.length === 16 ? `${picked}:00` : picked);
    };
    return html`${field}<input
      class="date"
      type=${input.hasTime ? 'datetime-local' : 'date'}
      aria-label=${fill(words.pickDate, name)}
      .value=${live(this.value)}
      @change=${pick}
    />`;
  }

  /** The choices of a list, to be ticked. */
  #renderItems({ input }: ParameterView): TemplateResult | typeof nothing {
    if (input.kind !== 'list' || input.choices.length === 0) return nothing;
    const chosen = this.value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const toggle = (choice: string): void => {
      const others = chosen.filter((item) => item !== choice);
      this.#change((others.length < chosen.length ? others : [...chosen, choice]).join(','));
    };
    return html`<div class="items">
      ${input.choices.map(
        (choice) =>
          html`<label><input type="checkbox" .checked=${live(chosen.includes(choice))} @change=${() => toggle(choice)} />${choice}</label>`,
      )}
    </div>`;
  }

  /** What fits no schema is said at once, what is missing only to those who passed by or want to send. */
  #complaint(words: Words): string | undefined {
    if (this.problem?.kind === 'mismatch') return this.problem.what;
    return this.problem && (this.isVisited || this.insists) ? words.valueMissing : undefined;
  }

  /** Arrow keys count up and down within the bounds, as number inputs do; letters can be typed, such as placeholders. */
  readonly #step = (event: KeyboardEvent): void => {
    const { parameter } = this;
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined || parameter?.input.kind !== 'number' || parameter.suggestions.length > 0) return;
    const number = Number(this.value);
    if (!Number.isFinite(number)) return;
    event.preventDefault();
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter.input;
    this.#change(String(Math.min(max, Math.max(min, number + by))));
  };

  #change(value: string): void {
    if (this.parameter) this.dispatchEvent(new ValueChangedEvent(this.parameter, value));
  }

  readonly #visit = (): void => {
    this.isVisited = true;
  };
}
