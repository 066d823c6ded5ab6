import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BodyPath, FormRow, FormView } from '../../../builder/formView.js';
import type { FormEdit } from '../../../builder/messages.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles, fill, typedIn } from '../controls.styles.js';

/** The body is to be changed. */
export class FormEditedEvent extends Event {
  static readonly type = 'form-edited';
  constructor(readonly edit: FormEdit) {
    super(FormEditedEvent.type, { bubbles: true, composed: true });
  }
}

/** A file is to be chosen for this place. */
export class FileWantedEvent extends Event {
  static readonly type = 'file-wanted';
  constructor(readonly path: BodyPath) {
    super(FileWantedEvent.type, { bubbles: true, composed: true });
  }
}

/** The body as fields. The host makes them from the text and the schema, and makes the text of what is typed here. */
@customElement('concur-body-form')
export class BodyForm extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      :host { display: block; max-height: 480px; overflow: auto; }
      .row { align-items: center; display: grid; gap: 2px 8px; grid-template-columns: minmax(110px, 2fr) minmax(120px, 3fr) auto; padding: 3px 0; }
      .row label, .row .name { overflow-wrap: anywhere; }
      .absent label, .absent .name { color: var(--vscode-descriptionForeground); }
      .group { font-weight: 600; }
      .must { color: var(--vscode-errorForeground); }
      .problem, .about { grid-column: 1 / -1; }
      .about { color: var(--vscode-descriptionForeground); display: none; font-size: 0.95em; }
      .row:focus-within .about, .row:hover .about { display: block; }
      .l1 { margin-left: 14px; } .l2 { margin-left: 28px; } .l3 { margin-left: 42px; } .l4 { margin-left: 56px; } .l5 { margin-left: 70px; } .l6 { margin-left: 84px; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor form: FormView | undefined;

  override render(): TemplateResult | typeof nothing {
    const { words, form } = this;
    if (!words || !form) return nothing;
    return html`
      ${form.note === undefined ? nothing : html`<p class="hint">${form.note}</p>`}
      ${repeat(
        form.rows,
        ({ path }) => JSON.stringify(path),
        (row, at) => this.#renderRow(row, `row-${at}`, words),
      )}
    `;
  }

  #renderRow(row: FormRow, id: string, words: Words): TemplateResult {
    const { path, label, kind, isRequired, isPresent, isRemovable, problem, description } = row;
    const isGroup = kind === 'object' || kind === 'list';
    const level = Math.min(6, path.filter((step) => typeof step === 'string' || path.length > 1).length - 1);
    const name = html`${label}${isRequired ? html`<span class="must" aria-hidden="true"> *</span>` : nothing}`;
    return html`<div class="row l${Math.max(0, level)} ${isPresent ? '' : 'absent'}">
      ${isGroup ? html`<span class="name group">${name}</span><span></span>` : html`<label for=${id}>${name}</label>${this.#renderInput(row, id)}`}
      <span>
        ${
          isGroup && (!isPresent || kind === 'list')
            ? html`<button class="plain" aria-label=${fill(words.add, label)} @click=${() => this.#tell({ kind: 'add', path: [...path] })}>＋</button>`
            : nothing
        }
        ${kind === 'file' ? html`<button class="plain" aria-label=${`${words.pickFile} ${label}`} @click=${() => this.dispatchEvent(new FileWantedEvent(path))}>${words.pickFile}</button>` : nothing}
        ${isRemovable ? html`<button class="plain" aria-label=${fill(words.remove, label)} @click=${() => this.#tell({ kind: 'remove', path: [...path] })}>✕</button>` : nothing}
      </span>
      ${problem === undefined ? nothing : html`<span class="problem" id=${`${id}-problem`}>${problem}</span>`}
      ${description === '' ? nothing : html`<span class="about" id=${`${id}-about`}>${description}</span>`}
    </div>`;
  }

  #renderInput(row: FormRow, id: string): TemplateResult {
    const { path, kind, value, choices, isRequired, problem, description } = row;
    const set = (event: Event): void => this.#tell({ kind: 'set', path: [...path], value: typedIn(event) });
    const described = [problem === undefined ? '' : `${id}-problem`, description === '' ? '' : `${id}-about`]
      .join(' ')
      .trim();
    if (kind === 'choice' || kind === 'boolean') {
      const offered = kind === 'boolean' ? ['true', 'false'] : choices;
      const all = value === '' || offered.includes(value) ? offered : [...offered, value];
      return html`<select id=${id} aria-describedby=${described || nothing} aria-required=${isRequired} .value=${live(value)} @change=${set}>
        <option value="" ?selected=${value === ''}>${this.words?.notSet}</option>
        ${all.map((choice) => html`<option ?selected=${choice === value}>${choice}</option>`)}
      </select>`;
    }
    return html`<input
      id=${id}
      aria-describedby=${described || nothing}
      aria-required=${isRequired}
      aria-invalid=${problem !== undefined}
      inputmode=${kind === 'number' ? 'decimal' : nothing}
      placeholder=${kind === 'date' ? 'yyyy-MM-dd' : kind === 'datetime' ? 'yyyy-MM-ddTHH:mm:ss' : nothing}
      ?readonly=${kind === 'file'}
      spellcheck="false"
      .value=${live(value)}
      @input=${set}
    />`;
  }

  #tell(edit: FormEdit): void {
    this.dispatchEvent(new FormEditedEvent(edit));
  }
}
