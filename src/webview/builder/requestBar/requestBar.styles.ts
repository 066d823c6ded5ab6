import { css } from 'lit';

/** Methods have the colours of the APIs view; the word itself tells those apart who see no colours. */
export const requestBarStyles = css`
  :host {
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border));
    display: block;
    padding: 12px 20px;
    flex: none;
  }
  .address {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
  }
  select.method {
    font-weight: 700;
  }
  .url,
  .path {
    flex: 1 1 320px;
    min-width: 0;
  }
  .path {
    overflow-wrap: anywhere;
  }
  .chip {
    border-radius: 10px;
    field-sizing: content;
    max-width: 40ch;
    min-width: 4ch;
    vertical-align: baseline;
  }
  .preview {
    display: block;
    margin-top: 6px;
    opacity: 0.9;
  }
  select.get {
    border-left: 4px solid var(--vscode-charts-blue);
  }
  select.post {
    border-left: 4px solid var(--vscode-charts-green);
  }
  select.put {
    border-left: 4px solid var(--vscode-charts-yellow);
  }
  select.patch {
    border-left: 4px solid var(--vscode-charts-purple);
  }
  select.delete {
    border-left: 4px solid var(--vscode-charts-red);
  }
  code {
    color: var(--vscode-foreground);
    font-family: var(--vscode-editor-font-family);
    max-height: 6em;
    overflow: auto;
    overflow-wrap: anywhere;
  }
  .note {
    margin: 8px 0 0;
  }
  .actions {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 10px;
  }
  .accepted::before {
    color: var(--vscode-testing-iconPassed);
    content: '\\2713  ' / '';
  }
  .refused::before {
    color: var(--vscode-testing-iconFailed);
    content: '\\2717  ' / '';
  }
  .failure {
    background: var(--vscode-inputValidation-errorBackground);
    border: 1px solid var(--vscode-inputValidation-errorBorder);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    margin: 8px 0 0;
    padding: 4px 8px;
  }
`;
