import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { bodyToSend, type Draft, withBody, withBodyText, withoutBody, withParameter } from '../../../builder/draft.js';
import { type HostClient, HostFailure } from '../../../builder/hostClient.js';
import type { Checked, PanelEvent, Preview, Shown, Status } from '../../../builder/messages.js';
import type { ParameterView } from '../../../builder/operationView.js';
import type { ResultView } from '../../../builder/resultView.js';
import type { TableToHost, TableToPanel } from '../../../builder/table/messages.js';
import { completeWords, type Words } from '../../../builder/words.js';
import '../authEditor/authEditor.js';
import type { AuthChangedEvent, AuthTypedEvent } from '../authEditor/authEditor.js';
import type {
  BodyEditor,
  ExampleWantedEvent,
  MediaTypeChosenEvent,
  TextChangedEvent,
} from '../bodyEditor/bodyEditor.js';
import '../bodyEditor/bodyEditor.js';
import type { FileWantedEvent, FormEditedEvent } from '../bodyForm/bodyForm.js';
import type { CopyWantedEvent, LanguageChosenEvent } from '../codeView/codeView.js';
import '../codeView/codeView.js';
import { controlStyles } from '../controls.styles.js';
import '../docsView/docsView.js';
import type { HeadersChangedEvent } from '../headersEditor/headersEditor.js';
import '../headersEditor/headersEditor.js';
import '../operationSummary/operationSummary.js';
import { ParameterField, type ValueChangedEvent } from '../parameterField/parameterField.js';
import type { ActionChosenEvent, RequestChangedEvent } from '../requestBar/requestBar.js';
import '../requestBar/requestBar.js';
import type { ResultWantedEvent } from '../resultPane/resultPane.js';
import '../resultPane/resultPane.js';
import type { TabChosenEvent } from '../tabBar/tabBar.js';
import '../tabBar/tabBar.js';
import { builderAppStyles } from './builderApp.styles.js';
import { DraftSync } from './draftSync.js';

/** The whole panel: draws what the host says, and tells the host of every edit. */
@customElement('concur-builder')
export class BuilderApp extends LitElement {
  static override readonly styles = [controlStyles, builderAppStyles];

  @state() private accessor shown: Shown | undefined;
  @state() private accessor words: Words = completeWords({});
  @state() private accessor draft: Draft | undefined;
  @state() private accessor preview: Preview | undefined;
  @state() private accessor status: Status = { kind: 'unsent' };
  @state() private accessor result: ResultView | undefined;
  @state() private accessor layout: Shown['layout'] = 'below';
  @state() private accessor failure = '';
  @state() private accessor notice = '';
  @state() private accessor tab = 'parameters';
  @state() private accessor snippet = { kind: 'curl', text: '' };
  /** Whether somebody tried to send, so that every missing value is complained of. */
  @state() private accessor insists = false;
  /** What was typed unseen since the page was made. */
  @state() private accessor secrets: ReadonlyMap<string, string> = new Map();
  @query('concur-body-editor') private accessor bodyEditor: BodyEditor | null = null;

  #client: HostClient | undefined;
  #sync: DraftSync | undefined;
  #remember: (draft: Draft) => void = () => undefined;
  #opensOptional = false;

  /** @param remember keeps a draft for when the page is made anew */
  start(client: HostClient, remember: (draft: Draft) => void): void {
    this.#client = client;
    this.#remember = remember;
    this.#sync = new DraftSync(client, {
      draft: () => this.draft,
      onText: ({ text, contentType, readsFiles }) => {
        const mediaType = this.draft?.body?.mediaType;
        if (!this.draft || mediaType === undefined) return;
        this.draft = withBody(this.draft, mediaType, { contentType, text, ...(readsFiles ? { readsFiles } : {}) });
      },
      onChecked: (checked) => this.#take(checked),
      onFailure: (error) => this.#fail(error),
    });
    void this.#attempt(async () => this.#open(await client.ask({ type: 'ready' })));
  }

  /** Takes what the host says by itself. */
  hear(event: PanelEvent): void {
    switch (event.type) {
      case 'status':
        this.status = event.status;
        break;
      case 'preview':
        this.preview = event.preview;
        break;
      case 'newResult':
        this.result = event.result;
        break;
      case 'layout':
        this.layout = event.layout;
        break;
      case 'moved':
        this.#edit((draft) => ({ ...draft, source: event.source }));
        break;
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before any element sees it: a focused button would take the Enter for a click.
    window.addEventListener('keydown', this.#sendByKey, { capture: true });
    document.addEventListener('visibilitychange', this.#flush);
    window.addEventListener('pagehide', this.#flush);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#sendByKey, { capture: true });
    document.removeEventListener('visibilitychange', this.#flush);
    window.removeEventListener('pagehide', this.#flush);
  }

  override render(): TemplateResult | typeof nothing {
    const { shown, draft, preview, words } = this;
    if (!shown || !draft || !preview) {
      return this.failure === '' ? nothing : html`<p class="broken" role="alert">${this.failure}</p>`;
    }
    return html`
      <header><concur-request-bar
        .shown=${shown}
        .words=${words}
        .draft=${draft}
        .preview=${preview}
        .status=${this.status}
        .failure=${this.failure}
        .notice=${this.notice}
        @action-chosen=${({ action, kind }: ActionChosenEvent) => this.#act(action, kind)}
        @request-changed=${this.#changeRequest}
      ></concur-request-bar></header>
      <div class=${this.layout} @copy-wanted=${({ text }: CopyWantedEvent) => this.#copy(text)}>
        <main @value-changed=${this.#changeValue}>
          <concur-operation-summary .view=${shown.view} .words=${words} .preview=${preview} @replacement-wanted=${this.#openReplacement}>
          </concur-operation-summary>
          <concur-tab-bar .tabs=${this.#tabs(shown, draft)} .chosen=${this.tab} .label=${words.tabs} @tab-chosen=${this.#chooseTab}></concur-tab-bar>
          <div class="panel" role="tabpanel" aria-label=${words[tabWord(this.tab)]}>${this.#renderTab(shown, draft, preview)}</div>
        </main>
        <section class="result ${this.result ? 'filled' : ''}" aria-labelledby="result" @result-wanted=${this.#wantResult}>
          <h2 id="result">${words.result}</h2>
          <concur-result-pane .words=${words} .result=${this.result} .askTable=${this.#askTable}></concur-result-pane>
        </section>
      </div>
    `;
  }

  #tabs({ view }: Shown, draft: Draft) {
    const { words } = this;
    const filled = Object.keys(draft.parameters).length;
    const headers = draft.headers.filter(({ isOn, name }) => isOn && name !== '').length;
    return [
      { id: 'parameters', label: words.parameters, ...(filled > 0 ? { badge: String(filled) } : {}) },
      { id: 'headers', label: words.headers, ...(headers > 0 ? { badge: String(headers) } : {}) },
      { id: 'body', label: words.body, ...(bodyToSend(draft) ? { badge: '●' } : {}) },
      { id: 'auth', label: words.auth },
      { id: 'code', label: words.code },
      ...(view.api === '' ? [] : [{ id: 'docs', label: words.docs }]),
    ];
  }

  #renderTab(shown: Shown, draft: Draft, preview: Preview): TemplateResult {
    const { words } = this;
    switch (this.tab) {
      case 'headers':
        return html`<concur-headers-editor .words=${words} .headers=${draft.headers} .own=${preview.ownHeaders} .known=${shown.knownHeaders}
          @headers-changed=${this.#changeHeaders}></concur-headers-editor>`;
      case 'body':
        return this.#renderBody(shown, draft, preview);
      case 'auth':
        return html`<concur-auth-editor .words=${words} .auth=${draft.auth} .connections=${preview.connections} .isHeld=${preview.holdsAuth}
          @auth-changed=${({ auth }: AuthChangedEvent) => this.#edit((before) => ({ ...before, auth }))}
          @auth-typed=${({ value }: AuthTypedEvent) => void this.#attempt(async () => this.#takeAnswer(await this.#client?.ask({ type: 'keepAuth', value })))}
        ></concur-auth-editor>`;
      case 'code':
        return html`<concur-code-view .words=${words} .snippets=${shown.snippets} .kind=${this.snippet.kind} .text=${this.snippet.text}
          @language-chosen=${({ kind }: LanguageChosenEvent) => this.#makeSnippet(kind)}></concur-code-view>`;
      case 'docs':
        return html`<concur-docs-view .words=${words} .view=${shown.view}></concur-docs-view>`;
      default:
        return this.#renderParameters(shown, draft, preview);
    }
  }

  #renderParameters({ view }: Shown, draft: Draft, preview: Preview): TemplateResult {
    const { words } = this;
    const isFree = draft.operationId === undefined || draft.url !== '';
    const all = isFree ? preview.gaps.map(gapView) : view.parameters;
    const required = all.filter((parameter) => parameter.required);
    const optional = all.filter((parameter) => !parameter.required);
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
      ${all.length === 0 ? html`<p class="hint">${words.noParameters}</p>` : nothing}
      ${required.length === 0 ? nothing : fields(required)}
      ${
        optional.length === 0
          ? nothing
          : html`<details ?open=${this.#opensOptional}>
              <summary>${words.optionalParameters}</summary>
              ${fields(optional)}
            </details>`
      }
    `;
  }

  #renderField(parameter: ParameterView, draft: Draft, preview: Preview): TemplateResult {
    const { name, input } = parameter;
    return html`<concur-parameter-field
      .parameter=${parameter}
      .words=${this.words}
      .value=${(input.kind === 'secret' ? this.secrets.get(name) : draft.parameters[name]) ?? ''}
      .problem=${preview.problems[name]}
      .isHeld=${this.shown?.heldSecrets.includes(name) ?? false}
      .insists=${this.insists}
    ></concur-parameter-field>`;
  }

  #renderBody({ view }: Shown, draft: Draft, preview: Preview): TemplateResult {
    const { words } = this;
    const isFree = draft.operationId === undefined || draft.url !== '';
    if (!view.takesBody && !isFree) return html`<p class="hint">${words.noBody}</p>`;
    return html`<concur-body-editor
      .words=${words}
      .mediaTypes=${view.mediaTypes.length > 0 ? view.mediaTypes : ['application/json']}
      .mediaType=${draft.body?.mediaType ?? ''}
      .isOptional=${!view.isBodyRequired}
      .hasExample=${view.api !== '' && view.mediaTypes.length > 0}
      .text=${bodyToSend(draft)?.text ?? ''}
      .problem=${preview.bodyProblem}
      .form=${preview.form}
      .findings=${preview.bodyFindings}
      @text-changed=${({ text }: TextChangedEvent) => this.#edit((before) => withBodyText(before, text))}
      @media-type-chosen=${({ mediaType }: MediaTypeChosenEvent) => this.#chooseMediaType(mediaType)}
      @example-wanted=${({ onlyRequired }: ExampleWantedEvent) => this.#fillExample(onlyRequired)}
      @form-edited=${({ edit }: FormEditedEvent) => this.#sync?.editBody(edit)}
      @file-wanted=${({ path }: FileWantedEvent) => this.#sync?.pickFile(path)}
    ></concur-body-editor>`;
  }

  readonly #sendByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act('send', '');
  };

  /** Before the page goes: what was typed last is told and kept. */
  readonly #flush = (): void => {
    this.bodyEditor?.flush();
  };

  #open(shown: Shown): void {
    const { parameters, takesBody, isBodyRequired } = shown.view;
    const { draft } = shown;
    this.#opensOptional = parameters.every(({ required, name }) => !required || draft.parameters[name]);
    if (this.shown === undefined) {
      const hasRequired = parameters.some(({ required }) => required);
      this.tab = takesBody && isBodyRequired && !hasRequired ? 'body' : 'parameters';
    }
    this.#remember(shown.keep);
    this.words = completeWords(shown.words);
    this.layout = shown.layout;
    this.draft = draft;
    this.preview = shown.preview;
    this.status = shown.status;
    this.result = shown.result;
    this.shown = shown;
    if (draft.operationId === undefined && draft.url === '') {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('concur-request-bar')?.focus());
    }
  }

  #act(action: ActionChosenEvent['action'], kind: string): void {
    const { shown } = this;
    const client = this.#client;
    if (!shown || !client || !this.draft) return;
    if (action === 'send' && (!shown.view.canSend || this.status.kind === 'sending')) return;
    void this.#attempt(async () => {
      if (action === 'cancel') {
        await client.ask({ type: 'cancel' });
        return;
      }
      this.bodyEditor?.flush();
      await this.#sync?.settled();
      const { draft } = this;
      if (!draft) return;
      if (action === 'send') await client.ask({ type: 'send', draft });
      else if (action === 'copy') this.#copy((await client.ask({ type: 'makeSnippet', draft, kind })).text);
      else await client.ask({ type: 'saveAs', draft, where: PLACES[action] });
    });
  }

  readonly #changeRequest = ({ change }: RequestChangedEvent): void => {
    if (change.kind === 'parameter') this.#edit((draft) => withParameter(draft, change.name, change.value));
    else if (change.kind === 'connection') {
      const auth: Draft['auth'] = { kind: 'connection', ...(change.value === '' ? {} : { id: change.value }) };
      this.#edit((draft) => ({ ...draft, auth }));
    } else this.#edit((draft) => ({ ...draft, [change.kind]: change.value }));
  };

  readonly #changeValue = ({ parameter: { name, input }, value }: ValueChangedEvent): void => {
    if (input.kind !== 'secret') {
      this.#edit((before) => withParameter(before, name, value));
      return;
    }
    this.secrets = new Map([...this.secrets, [name, value]]);
    void this.#attempt(async () => this.#takeAnswer(await this.#client?.ask({ type: 'keepSecret', name, value })));
  };

  readonly #changeHeaders = ({ headers, switched }: HeadersChangedEvent): void => {
    this.#edit((draft) => {
      if (switched === undefined) return { ...draft, headers: [...headers] };
      const name = switched.toLowerCase();
      const others = draft.headersOff.filter((off) => off !== name);
      return { ...draft, headersOff: others.length < draft.headersOff.length ? others : [...others, name] };
    });
  };

  #edit(change: (draft: Draft) => Draft): void {
    if (!this.draft) return;
    this.draft = change(this.draft);
    this.failure = '';
    this.notice = '';
    this.#sync?.changed();
  }

  #take({ preview, keep }: Checked): void {
    this.preview = preview;
    this.#remember(keep);
    if (this.tab === 'code') this.#makeSnippet(this.snippet.kind);
  }

  #takeAnswer(checked: Checked | undefined): void {
    if (checked) this.#take(checked);
  }

  readonly #chooseTab = (event: TabChosenEvent): void => {
    this.bodyEditor?.flush();
    this.tab = event.tab;
    if (event.tab === 'code') this.#makeSnippet(this.snippet.kind);
  };

  #makeSnippet(kind: string): void {
    const { draft } = this;
    if (!draft) return;
    void this.#attempt(async () => {
      const answer = await this.#client?.ask({ type: 'makeSnippet', draft, kind });
      if (answer) this.snippet = { kind, text: answer.text };
    });
  }

  #chooseMediaType(mediaType: string): void {
    if (mediaType === '') {
      this.#edit(withoutBody);
      return;
    }
    const written = this.draft?.body?.written[mediaType];
    if (written) {
      this.#edit((before) => withBody(before, mediaType, written));
      return;
    }
    void this.#attempt(async () => {
      const example = await this.#client?.ask({ type: 'makeExample', mediaType, onlyRequired: false });
      if (!example) return;
      const { contentType, text, readsFiles } = example;
      this.#edit((before) => withBody(before, mediaType, { contentType, text, readsFiles }));
    });
  }

  #fillExample(onlyRequired: boolean): void {
    const mediaType = this.draft?.body?.mediaType ?? '';
    void this.#attempt(async () => {
      const example = await this.#client?.ask({ type: 'makeExample', mediaType, onlyRequired });
      if (!example || this.draft?.body?.mediaType !== mediaType) return; // somebody went on meanwhile
      const { contentType, text, readsFiles } = example;
      this.#edit((before) =>
        withBody(before, mediaType, { contentType, text: bodyToSend(before)?.text ?? '', readsFiles }),
      );
      this.bodyEditor?.replaceText(text);
    });
  }

  #copy(text: string): void {
    void this.#attempt(async () => {
      await this.#client?.ask({ type: 'copy', text });
      this.notice = this.words.copied;
    });
  }

  readonly #openReplacement = (): void => {
    void this.#attempt(async () => {
      await this.#client?.ask({ type: 'openReplacement' });
    });
  };

  readonly #wantResult = ({ index, how }: ResultWantedEvent): void => {
    void this.#attempt(async () => {
      if (how === 'show') this.result = (await this.#client?.ask({ type: 'showResult', index }))?.result;
      else await this.#client?.ask({ type: 'openResult', index, how });
    });
  };

  readonly #askTable = async (message: TableToHost): Promise<TableToPanel | undefined> => {
    const index = this.result?.index ?? 0;
    return (await this.#client?.ask({ type: 'table', index, message }))?.answer;
  };

  /** Does what needs the host; a sentence says it when the host could not, and what is missing is pointed at. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    this.failure = '';
    this.notice = '';
    try {
      await work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof HostFailure)) throw error;
    this.failure = error.message;
    this.insists = true;
    void this.#focusMissing();
  }

  async #focusMissing(): Promise<void> {
    const problems = Object.entries(this.preview?.problems ?? {}).filter(([, problem]) => problem.kind === 'missing');
    if (problems.length > 0) this.tab = 'parameters';
    else if (this.preview?.bodyProblem?.kind === 'missing') this.tab = 'body';
    await this.updateComplete;
    for (const field of this.renderRoot.querySelectorAll('concur-parameter-field')) {
      if (field instanceof ParameterField && field.problem?.kind === 'missing') {
        field.focus();
        return;
      }
    }
    if (this.preview?.bodyProblem?.kind === 'missing') this.bodyEditor?.focus();
  }
}

const PLACES = { openAsFile: 'untitled', saveNew: 'new', saveAppend: 'append', saveReplace: 'replace' } as const;

function tabWord(tab: string): 'parameters' | 'headers' | 'body' | 'auth' | 'code' | 'docs' {
  return tab === 'headers' || tab === 'body' || tab === 'auth' || tab === 'code' || tab === 'docs' ? tab : 'parameters';
}

/** A name in braces of a free address as a parameter. */
function gapView(name: string): ParameterView {
  return {
    name,
    place: 'path',
    required: true,
    description: '',
    facts: [],
    input: { kind: 'text', placeholder: '' },
    suggestions: [],
  };
}
