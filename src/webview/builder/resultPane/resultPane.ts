import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { ResultView } from '../../../builder/resultView.js';
import type { TableToHost, TableToPanel } from '../../../builder/table/messages.js';
import { TableClient } from '../../../builder/table/tableClient.js';
import type { Words } from '../../../builder/words.js';
import { TableApp } from '../../table/tableApp.js';
import { CopyWantedEvent } from '../codeView/codeView.js';
import { controlStyles, fill } from '../controls.styles.js';
import type { TabChosenEvent } from '../tabBar/tabBar.js';
import '../tabBar/tabBar.js';
import '../textPreview/textPreview.js';

/** Another answer is to be shown, or one to be opened. */
export class ResultWantedEvent extends Event {
  static readonly type = 'result-wanted';
  constructor(
    readonly index: number,
    readonly how: 'show' | 'tab' | 'compare',
  ) {
    super(ResultWantedEvent.type, { bubbles: true, composed: true });
  }
}

/** What came back: status, times, headers, body as text, table or image, and the answers before. */
@customElement('concur-result-pane')
export class ResultPane extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      :host { display: block; }
      .line { align-items: center; display: flex; flex-wrap: wrap; gap: 4px 14px; margin-bottom: 8px; }
      .status { font-weight: 600; }
      .accepted::before { color: var(--vscode-testing-iconPassed); content: '\\2713  ' / ''; }
      .refused::before { color: var(--vscode-testing-iconFailed); content: '\\2717  ' / ''; }
      .bar { display: flex; height: 8px; margin: 4px 0; max-width: 480px; }
      .bar span { min-width: 2px; }
      .phases { color: var(--vscode-descriptionForeground); display: flex; flex-wrap: wrap; gap: 2px 12px; margin: 0 0 8px; padding: 0; list-style: none; }
      .swatch { display: inline-block; height: 8px; margin-right: 4px; width: 8px; }
      .p0 { background: var(--vscode-charts-purple); } .p1 { background: var(--vscode-charts-blue); } .p2 { background: var(--vscode-charts-green); }
      .p3 { background: var(--vscode-charts-yellow); } .p4 { background: var(--vscode-charts-orange); } .p5 { background: var(--vscode-charts-red); }
      table { border-collapse: collapse; }
      th, td { font-family: var(--vscode-editor-font-family); font-weight: 400; overflow-wrap: anywhere; padding: 2px 12px 2px 0; text-align: left; vertical-align: top; }
      img { background: repeating-conic-gradient(#8884 0% 25%, transparent 0% 50%) 0 / 16px 16px; max-height: 480px; max-width: 100%; }
      .panel { padding-top: 8px; }
      concur-table { display: block; height: 420px; overflow: hidden; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor result: ResultView | undefined;
  /** Asks the host what the table wants to know. */
  @property({ attribute: false }) accessor askTable: (message: TableToHost) => Promise<TableToPanel | undefined> =
    async () => undefined;

  @state() private accessor tab = 'body';

  override render(): TemplateResult | typeof nothing {
    const { words, result } = this;
    if (!words) return nothing;
    if (!result) return html`<p class="hint">${words.noResult}</p>`;
    const { index, count } = result;
    const tabs = [
      { id: 'body', label: words.preview },
      ...(result.hasTable ? [{ id: 'table', label: words.table }] : []),
      { id: 'headers', label: words.responseHeaders, badge: String(result.headers.length) },
    ];
    const tab = tabs.some(({ id }) => id === this.tab) ? this.tab : 'body';
    return html`
      <div class="line">
        <span class="status ${result.isRefused ? 'refused' : 'accepted'}">${result.status}</span>
        <span>${words.time}: ${result.duration}</span>
        <span>${words.size}: ${result.size}</span>
        <span class="hint">${result.sentAt}</span>
        <span>
          <button class="plain" aria-label=${words.previous} ?disabled=${index === 0} @click=${this.#want(index - 1, 'show')}>←</button>
          ${fill(words.resultCount, index + 1, count)}
          <button class="plain" aria-label=${words.next} ?disabled=${index >= count - 1} @click=${this.#want(index + 1, 'show')}>→</button>
        </span>
        <button class="plain" @click=${this.#want(index, 'tab')}>${words.openInTab}</button>
        <button class="plain" ?disabled=${index === 0} @click=${this.#want(index, 'compare')}>${words.compare}</button>
      </div>
      <div class="bar" aria-hidden="true">${result.phases.map((_, at) => html`<span class=${`p${at % 6}`}></span>`)}</div>
      <ul class="phases">
        ${result.phases.map(({ name, label }, at) => html`<li><span class=${`swatch p${at % 6}`}></span>${name} ${label}</li>`)}
      </ul>
      ${
        result.correlationId === undefined
          ? nothing
          : html`<div class="line"><span>${words.correlationId}: <code>${result.correlationId}</code></span>
              <button class="plain" aria-label=${`${words.copy} ${words.correlationId}`} @click=${this.#copy(result.correlationId)}>${words.copy}</button></div>`
      }
      <concur-tab-bar .tabs=${tabs} .chosen=${tab} .label=${words.result} @tab-chosen=${this.#choose}></concur-tab-bar>
      <div class="panel">${tab === 'body' ? this.#renderBody(result, words) : tab === 'headers' ? this.#renderHeaders(result) : this.#renderTable(result)}</div>
    `;
  }

  /** Sizes go through the object model: the page's policy allows no style attributes. */
  override updated(): void {
    for (const [at, bar] of [...this.renderRoot.querySelectorAll<HTMLElement>('.bar span')].entries()) {
      bar.style.flexGrow = String(this.result?.phases[at]?.ms ?? 0);
    }
  }

  #renderBody(result: ResultView, words: Words): TemplateResult {
    if (result.image !== undefined) return html`<img src=${result.image} alt=${words.image} />`;
    if (result.about !== undefined) return html`<p>${result.about}</p>`;
    return html`
      ${result.cut === undefined ? nothing : html`<p class="hint">${result.cut}</p>`}
      <concur-text-preview .words=${words} .text=${result.text} .label=${words.preview}></concur-text-preview>
    `;
  }

  #renderHeaders({ headers }: ResultView): TemplateResult {
    return html`<table>${headers.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`;
  }

  #renderTable({ exchangeId }: ResultView): unknown {
    return keyed(exchangeId, html`<concur-table ${ref(this.#startTable)}></concur-table>`);
  }

  readonly #started = new WeakSet<Element>();
  readonly #startTable = (element: Element | undefined): void => {
    if (!(element instanceof TableApp) || this.#started.has(element)) return;
    this.#started.add(element);
    const client = new TableClient((message) => void this.askTable(message).then((answer) => client.receive(answer)));
    element.start(client);
  };

  readonly #choose = ({ tab }: TabChosenEvent): void => {
    this.tab = tab;
  };

  #want(index: number, how: ResultWantedEvent['how']): () => void {
    return () => this.dispatchEvent(new ResultWantedEvent(index, how));
  }

  #copy(text: string): () => void {
    return () => this.dispatchEvent(new CopyWantedEvent(text));
  }
}
