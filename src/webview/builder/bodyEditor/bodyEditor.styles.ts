import { css } from 'lit';

export const bodyEditorStyles = css`
  :host {
    display: block;
  }
  .tools {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 8px;
  }
  .halves {
    display: grid;
    gap: 14px;
    grid-template-columns: minmax(0, 1fr);
  }
  .halves.two {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
  }
  h2 {
    font-size: 1em;
    font-weight: 600;
    margin: 0 0 6px;
  }
  .editor {
    display: flex;
    height: 480px;
  }
  .gutter {
    background: var(--vscode-editor-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)));
    border-right: 0;
    color: var(--vscode-editorLineNumber-activeForeground, var(--vscode-foreground));
    flex: none;
    font-family: var(--vscode-editor-font-family);
    font-size: 13px;
    line-height: 18px;
    overflow: hidden;
    padding: 4px 4px 0 0;
    text-align: right;
    user-select: none;
    width: 7ch;
  }
  .mark {
    color: var(--vscode-editorWarning-foreground);
    font-weight: 700;
  }
  .mark.error {
    color: var(--vscode-errorForeground);
  }
  textarea {
    flex: 1;
    font-family: var(--vscode-editor-font-family);
    font-size: 13px;
    line-height: 18px;
    min-width: 0;
    overflow: auto;
    padding: 4px 6px;
    resize: none;
    white-space: pre;
  }
  .findings {
    list-style: none;
    margin: 6px 0 0;
    max-height: 140px;
    overflow: auto;
    padding: 0;
  }
  .findings button {
    text-align: left;
  }
`;
