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
    margin-bottom: 3px;
  }
  label {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .must {
    color: var(--vscode-errorForeground);
  }
  .facts,
  .description {
    color: var(--vscode-descriptionForeground);
  }
  .inputs {
    display: flex;
    gap: 6px;
  }
  .inputs > input,
  .inputs > select {
    flex: 1;
    min-width: 0;
  }
  .inputs > .date {
    flex: none;
    width: 2.6em;
  }
  .items {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-top: 4px;
  }
  p {
    margin: 4px 0 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;
