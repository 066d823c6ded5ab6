import { css } from 'lit';

export const operationSummaryStyles = css`
  :host {
    display: block;
  }
  h1 {
    font-size: 1.4em;
    font-weight: 600;
    margin: 0;
  }
  p {
    margin: 6px 0 0;
    max-width: 90ch;
    overflow-wrap: anywhere;
  }
  .description {
    white-space: pre-line;
  }
  .api {
    color: var(--vscode-descriptionForeground);
    margin-top: 2px;
  }
  a {
    color: var(--vscode-textLink-foreground);
  }
  .link {
    background: none;
    border: 0;
    color: inherit;
    cursor: pointer;
    font: inherit;
    padding: 0;
    text-decoration: underline;
  }
  .link:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  a:hover {
    color: var(--vscode-textLink-activeForeground);
  }
  a:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  code {
    color: var(--vscode-textPreformat-foreground);
    font-family: var(--vscode-editor-font-family);
  }
  .warning {
    background: var(--vscode-inputValidation-warningBackground);
    border: 1px solid var(--vscode-inputValidation-warningBorder);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
    padding: 4px 8px;
  }
`;
