import { css } from 'lit';

export const parameterFieldStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .heading {
    align-items: baseline;
    column-gap: 8px;
    display: flex;
    flex-wrap: wrap;
  }
  vscode-label {
    overflow-wrap: anywhere;
  }
  .facts,
  .description {
    color: var(--vscode-descriptionForeground);
  }
  vscode-textfield,
  vscode-single-select {
    width: 100%;
  }
  p {
    margin: 4px 0 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .problem {
    color: var(--vscode-errorForeground);
  }
`;
