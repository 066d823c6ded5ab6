import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ContentView, OperationView, SchemaLine } from '../../../builder/operationView.js';
import type { Words } from '../../../builder/words.js';
import { controlStyles } from '../controls.styles.js';

/** What is known of the operation, to be read: parameters, bodies as trees, answers, examples. */
@customElement('concur-docs-view')
export class DocsView extends LitElement {
  static override readonly styles = [
    controlStyles,
    css`
      h2 { font-size: 1.05em; font-weight: 600; margin: 14px 0 6px; }
      h3 { font-size: 1em; font-weight: 600; margin: 10px 0 4px; }
      p { margin: 2px 0 8px; max-width: 90ch; overflow-wrap: anywhere; white-space: pre-line; }
      ul { list-style: none; margin: 0; padding: 0 0 0 14px; }
      .top { padding-left: 0; }
      li { margin: 3px 0; overflow-wrap: anywhere; }
      .type, .about { color: var(--vscode-descriptionForeground); }
      .must { color: var(--vscode-errorForeground); }
      details { margin: 4px 0; }
      summary { cursor: pointer; padding: 2px 0; width: fit-content; }
      pre { background: var(--vscode-textCodeBlock-background); font-family: var(--vscode-editor-font-family); margin: 4px 0; max-height: 300px; overflow: auto; padding: 8px; }
    `,
  ];

  @property({ attribute: false }) accessor words: Words | undefined;
  @property({ attribute: false }) accessor view: OperationView | undefined;

  override render(): TemplateResult | typeof nothing {
    const { words, view } = this;
    if (!words || !view) return nothing;
    return html`
      <p>${view.description}</p>
      ${view.parameters.length === 0 ? nothing : html`<h2>${words.parameters}</h2>`}
      <ul class="top">
        ${view.parameters.map(
          ({ name, required, facts, description }) => html`<li>
            <code>${name}</code> <span class="type">${facts.join(' · ')}</span> ${required ? html`<span class="must">${words.required}</span>` : nothing}
            <div class="about">${description}</div>
          </li>`,
        )}
      </ul>
      ${view.requestDocs.length === 0 ? nothing : html`<h2>${words.body}</h2>`}
      ${view.requestDocs.map((content) => this.#renderContent(content, words))}
      ${view.responseDocs.length === 0 ? nothing : html`<h2>${words.responses}</h2>`}
      ${view.responseDocs.map(
        ({ status, description, content }) =>
          html`<h3>${status}</h3><p>${description}</p>${content.map((one) => this.#renderContent(one, words))}`,
      )}
    `;
  }

  #renderContent({ mediaType, lines, example }: ContentView, words: Words): TemplateResult {
    return html`<details>
      <summary><code>${mediaType}</code></summary>
      ${this.#renderTree(lines, words)}
      ${example === '' ? nothing : html`<details><summary>${words.example}</summary><pre tabindex="0" role="region" aria-label=${`${words.example} ${mediaType}`}>${example}</pre></details>`}
    </details>`;
  }

  #renderTree(lines: readonly SchemaLine[], words: Words): TemplateResult | typeof nothing {
    if (lines.length === 0) return nothing;
    const depth = lines[0]?.depth ?? 0;
    const own: { readonly line: SchemaLine; readonly inner: SchemaLine[] }[] = [];
    for (const line of lines) {
      if (line.depth === depth) own.push({ line, inner: [] });
      else own.at(-1)?.inner.push(line);
    }
    return html`<ul>
      ${own.map(({ line, inner }) => {
        const head = html`<code>${line.name}</code> <span class="type">${line.type}</span> ${line.isRequired ? html`<span class="must">${words.required}</span>` : nothing}`;
        const about = line.description === '' ? nothing : html`<div class="about">${line.description}</div>`;
        return inner.length === 0
          ? html`<li>${head}${about}</li>`
          : html`<li><details><summary>${head}</summary>${about}${this.#renderTree(inner, words)}</details></li>`;
      })}
    </ul>`;
  }
}
