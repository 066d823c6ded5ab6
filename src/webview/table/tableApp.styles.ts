import { css } from 'lit';

/** Height of a row in pixels; the rows that are drawn are found by it. */
export const ROW_HEIGHT = 24;

export const tableAppStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
  }
  .bar {
    align-items: center;
    border-bottom: 1px solid var(--vscode-panel-border);
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    padding: 8px 12px;
  }
  details {
    position: relative;
  }
  summary {
    cursor: pointer;
  }
  .choices {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-editorWidget-border);
    display: flex;
    flex-direction: column;
    max-height: 60vh;
    overflow: auto;
    padding: 6px 10px;
    position: absolute;
    z-index: 3;
  }
  .grid {
    flex: 1;
    font-family: var(--vscode-editor-font-family);
    font-size: var(--vscode-editor-font-size);
    outline-offset: -1px;
    overflow: auto;
  }
  .row {
    display: grid;
    grid-template-columns: repeat(var(--columns, 1), minmax(180px, 1fr));
    height: 24px;
    line-height: 24px;
    min-width: calc(var(--columns, 1) * 180px);
  }
  .head {
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--vscode-panel-border);
    position: sticky;
    top: 0;
    z-index: 2;
  }
  .body {
    position: relative;
  }
  .window {
    left: 0;
    position: absolute;
    right: 0;
    top: 0;
  }
  .cell {
    border-right: 1px solid var(--vscode-panel-border);
    overflow: hidden;
    padding: 0 6px;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .head .cell {
    white-space: nowrap; /* a header is laid out from markup, whose line breaks shall not push its button out of sight */
  }
  .cell.active {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  button {
    background: none;
    border: none;
    color: var(--vscode-foreground);
    cursor: pointer;
    font: inherit;
    font-weight: 600;
    overflow: hidden;
    padding: 0;
    text-align: left;
    text-overflow: ellipsis;
    width: 100%;
  }
  button:focus-visible,
  .grid:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  p {
    margin: 12px;
  }
  .problem {
    color: var(--vscode-errorForeground);
  }
`;
