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
  vscode-single-select {
    width: 260px;
  }
  vscode-textarea {
    --vscode-inputValidation-errorBackground: var(--vscode-editor-background); /* the border says enough */
    width: 100%;
  }
  .hidden {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    width: 1px;
  }
  .problem {
    color: var(--vscode-errorForeground);
    margin: 4px 0 0;
  }
`;
