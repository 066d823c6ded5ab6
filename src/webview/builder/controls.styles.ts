import { css } from 'lit';

/** Inputs, lists and plain buttons in the colours of the editor, shared by all elements of the page. */
export const controlStyles = css`
  input:not([type='checkbox']):not([type='radio']),
  select,
  textarea {
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)));
    border-radius: 2px;
    box-sizing: border-box;
    color: var(--vscode-input-foreground);
    color-scheme: var(--builder-scheme, normal);
    font: inherit;
    max-width: 100%;
    min-height: 26px;
    padding: 2px 6px;
  }
  select {
    background: var(--vscode-dropdown-background, var(--vscode-input-background));
    color: var(--vscode-dropdown-foreground, var(--vscode-input-foreground));
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible,
  button:focus-visible,
  summary:focus-visible,
  a:focus-visible,
  [tabindex='0']:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  input[aria-invalid='true'],
  textarea[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--vscode-button-background);
    margin: 0 6px 0 0;
  }
  button.plain {
    background: none;
    border: 1px solid transparent;
    border-radius: 3px;
    color: var(--vscode-foreground);
    cursor: pointer;
    font: inherit;
    min-height: 24px;
    padding: 1px 6px;
  }
  button.plain:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  button.plain:disabled {
    cursor: default;
    opacity: 0.6;
  }
  .problem {
    color: var(--vscode-errorForeground);
    margin: 2px 0 0;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
    margin: 2px 0 0;
  }
  .hidden {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    width: 1px;
  }
  code,
  .mono {
    font-family: var(--vscode-editor-font-family);
  }
`;

/** Puts a name or number where `{0}` and `{1}` stand in a word. */
export function fill(word: string, ...values: readonly (string | number)[]): string {
  return word.replace(/\{(\d)\}/g, (gap, at: string) => String(values[Number(at)] ?? gap));
}

/** What stands in an input, list or text area that an event came from. */
export function typedIn({ target }: Event): string {
  const isField =
    target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  return isField ? target.value : '';
}
