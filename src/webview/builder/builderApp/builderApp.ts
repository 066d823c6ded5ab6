import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { bodyToSend, type Draft, withBody, withBodyText, withParameter } from '../../../builder/draft.js';
import { type HostClient, HostFailure } from '../../../builder/hostClient.js';
import type { Checked, PanelEvent, Preview, Shown, Status } from '../../../builder/messages.js';
import type { ParameterView } from '../../../builder/operationView.js';
import type { BodyEditor, MediaTypeChosenEvent, TextChangedEvent } from '../bodyEditor/bodyEditor.js';
import '../bodyEditor/bodyEditor.js';
import '../operationSummary/operationSummary.js';
import { ParameterField, type ValueChangedEvent } from '../parameterField/parameterField.js';
import type { ActionChosenEvent, RequestAction } from '../requestBar/requestBar.js';
import '../requestBar/requestBar.js';
import { builderAppStyles } from './builderApp.styles.js';

/** The whole panel: draws what the host says, and tells the host of every edit. */
@customElement('concur-builder')
export class BuilderApp extends LitElement {
  static override readonly styles = builderAppStyles;

  @state() private accessor shown: Shown | undefined;
  @state() private accessor draft: Draft | undefined;
  @state() private accessor preview: Preview | undefined;
  @state() private accessor status: Status = { kind: 'unsent' };
  @state() private accessor failure = '';
  /** Whether somebody tried to send, so that every missing value is complained of. */
  @state() private accessor insists = false;
  /** What was typed unseen since the page was made. */
  @state() private accessor secrets: ReadonlyMap<string, string> = new Map();
  @query('concur-body-editor') private accessor bodyEditor: BodyEditor | null = null;

  #client: HostClient | undefined;
  #remember: (draft: Draft) => void = () => undefined;
  #opensOptional = false;

  /** @param remember keeps a draft for when the page is made anew */
  start(client: HostClient, remember: (draft: Draft) => void): void {
    this.#client = client;
    this.#remember = remember;
    void this.#attempt(async () => {
      const shown = await client.ready();
      const { parameters } = shown.view;
      this.#opensOptional = parameters.every(({ required, name }) => !required || shown.draft.parameters[name]);
      this.#remember(shown.keep);
      this.shown = shown;
      this.draft = shown.draft;
      this.preview = shown.preview;
      this.status = shown.status;
    });
  }

  /** Takes what the host says by itself. */
  hear(event: PanelEvent): void {
    if (event.type === 'status') this.status = event.status;
    else this.preview = event.preview;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before any element sees it: a focused button would take the Enter for a click.
    window.addEventListener('keydown', this.#sendByKey, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#sendByKey, { capture: true });
  }

  override render(): TemplateResult | typeof nothing {
    const { shown, draft, preview } = this;
    if (!shown || !draft || !preview) {
      return this.failure === '' ? nothing : html`<p class="broken" role="alert">${this.failure}</p>`;
    }
    const { view, words } = shown;
    return html`
      <concur-request-bar
        .view=${view}
        .words=${words}
        .url=${preview.url}
        .status=${this.status}
        .failure=${this.failure}
        @action-chosen=${({ action }: ActionChosenEvent) => this.#act(action)}
      ></concur-request-bar>
      <main @value-changed=${this.#changeValue}>
        <concur-operation-summary .view=${view} .words=${words} .lackingScopes=${preview.lackingScopes}>
        </concur-operation-summary>
        ${this.#renderParameters(shown, draft, preview)}
        ${view.mediaTypes.length === 0 ? nothing : this.#renderBody(shown, draft, preview)}
      </main>
    `;
  }

  #renderParameters({ view, words }: Shown, draft: Draft, preview: Preview): TemplateResult {
    const required = view.parameters.filter((parameter) => parameter.required);
    const optional = view.parameters.filter((parameter) => !parameter.required);
    const fields = (parameters: readonly ParameterView[]): TemplateResult => html`
      <div class="fields">
        ${repeat(
          parameters,
          ({ name }) => name,
          (parameter) => this.#renderField(parameter, draft, preview),
        )}
      </div>
    `;
    return html`
      <section aria-labelledby="parameters">
        <h2 id="parameters">${words.parameters}</h2>
        ${view.parameters.length === 0 ? html`<p class="none">${words.noParameters}</p>` : nothing}
        ${required.length === 0 ? nothing : fields(required)}
        ${
          optional.length === 0
            ? nothing
            : html`<details ?open=${this.#opensOptional}>
                <summary>${words.optionalParameters}</summary>
                ${fields(optional)}
              </details>`
        }
      </section>
    `;
  }

  #renderField(parameter: ParameterView, draft: Draft, preview: Preview): TemplateResult {
    const { name, input } = parameter;
    return html`<concur-parameter-field
      .parameter=${parameter}
      .words=${this.shown?.words}
      .value=${(input.kind === 'secret' ? this.secrets.get(name) : draft.parameters[name]) ?? ''}
      .problem=${preview.problems[name]}
      .isHeld=${this.shown?.heldSecrets.includes(name) ?? false}
      .insists=${this.insists}
    ></concur-parameter-field>`;
  }

  #renderBody({ view, words }: Shown, draft: Draft, preview: Preview): TemplateResult {
    return html`
      <section aria-labelledby="body">
        <h2 id="body">${words.body}</h2>
        <concur-body-editor
          .words=${words}
          .mediaTypes=${view.mediaTypes}
          .mediaType=${draft.body?.mediaType ?? ''}
          .text=${bodyToSend(draft)?.text ?? ''}
          .problem=${preview.bodyProblem}
          @text-changed=${({ text }: TextChangedEvent) => this.#edit((before) => withBodyText(before, text))}
          @media-type-chosen=${({ mediaType }: MediaTypeChosenEvent) => this.#chooseMediaType(mediaType)}
          @example-wanted=${this.#fillExample}
        ></concur-body-editor>
      </section>
    `;
  }

  readonly #sendByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act('send');
  };

  #act(action: RequestAction): void {
    const { draft, shown } = this;
    const client = this.#client;
    if (!draft || !shown || !client) return;
    if (action === 'send' && (!shown.view.canSend || this.status.kind === 'sending')) return;
    void this.#attempt(async () => {
      if (action === 'send') await client.send(draft);
      else if (action === 'cancel') await client.cancel();
      else await client.openAsFile(draft);
    });
  }

  readonly #changeValue = ({ parameter: { name, input }, value }: ValueChangedEvent): void => {
    if (input.kind !== 'secret') {
      this.#edit((before) => withParameter(before, name, value));
      return;
    }
    this.secrets = new Map([...this.secrets, [name, value]]);
    void this.#attempt(async () => this.#take(await this.#client?.keepSecret(name, value)));
  };

  #edit(change: (draft: Draft) => Draft): void {
    if (!this.draft) return;
    const draft = change(this.draft);
    this.draft = draft;
    void this.#attempt(async () => this.#take(await this.#client?.edit(draft)));
  }

  #take(checked: Checked | undefined): void {
    if (!checked) return;
    this.preview = checked.preview;
    this.#remember(checked.keep);
  }

  #chooseMediaType(mediaType: string): void {
    const written = this.draft?.body?.written[mediaType];
    if (written) {
      this.#edit((before) => withBody(before, mediaType, written));
      return;
    }
    void this.#attempt(async () => {
      const example = await this.#client?.makeExample(mediaType);
      if (!example) return;
      const { contentType, text } = example;
      this.#edit((before) => withBody(before, mediaType, { contentType, text }));
    });
  }

  readonly #fillExample = (): void => {
    const mediaType = this.draft?.body?.mediaType ?? '';
    void this.#attempt(async () => {
      const example = await this.#client?.makeExample(mediaType);
      if (!example || this.draft?.body?.mediaType !== mediaType) return; // somebody went on meanwhile
      const { contentType, text } = example;
      this.#edit((before) => withBody(before, mediaType, { contentType, text: bodyToSend(before)?.text ?? '' }));
      this.bodyEditor?.replaceText(text);
    });
  };

  /** Does what needs the host; a sentence says it when the host could not, and what is missing is pointed at. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    this.failure = '';
    try {
      await work();
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      this.failure = error.message;
      this.insists = true;
      this.#focusMissing();
    }
  }

  #focusMissing(): void {
    for (const field of this.renderRoot.querySelectorAll('concur-parameter-field')) {
      if (field instanceof ParameterField && field.problem?.kind === 'missing') {
        field.focus();
        return;
      }
    }
    if (this.preview?.bodyProblem?.kind === 'missing') this.bodyEditor?.focus();
  }
}
