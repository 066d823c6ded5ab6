import { css } from 'lit';

/** Methods have the colours of the APIs view; the word itself tells those apart who see no colours. */
export const requestBarStyles = css`
  :host {
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border));
    display: block;
    padding: 12px 20px;
    position: sticky;
    top: 0;
    z-index: 1;
  }
  .address {
    align-items: baseline;
    column-gap: 10px;
    display: flex;
    font-size: 1.1em;
  }
  .method {
    font-weight: 700;
  }
  .get {
    color: var(--vscode-charts-blue);
  }
  .post {
    color: var(--vscode-charts-green);
  }
  .put {
    color: var(--vscode-charts-yellow);
  }
  .patch {
    color: var(--vscode-charts-purple);
  }
  .delete {
    color: var(--vscode-charts-red);
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
  .problem {
    background: var(--vscode-inputValidation-errorBackground);
    border: 1px solid var(--vscode-inputValidation-errorBorder);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    margin: 8px 0 0;
    padding: 4px 8px;
  }
`;
