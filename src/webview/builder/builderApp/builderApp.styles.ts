import { css } from 'lit';

export const builderAppStyles = css`
  :host {
    background: var(--vscode-editor-background);
    color: var(--vscode-foreground);
    display: flex;
    flex-direction: column;
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    height: 100vh;
    line-height: 1.4;
    /* The elements draw a secondary button in the border of a primary one. */
    --vscode-button-border: var(--vscode-button-secondaryBorder, var(--vscode-contrastBorder, transparent));
  }
  .beside,
  .below {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .below {
    flex-direction: column;
  }
  main,
  .result {
    overflow: auto; /* each scrolls by itself, so that an answer is seen whatever is being filled in */
  }
  main,
  .beside > .result {
    flex: 1 1 50%;
    min-width: 0;
  }
  .below > .result {
    flex: 0 1 auto;
    max-height: 50%;
  }
  .below > .result.filled {
    flex: 0 0 45%;
  }
  .beside > .result {
    border-left: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border));
  }
  main,
  .result {
    padding: 12px 20px 24px;
  }
  .below > .result {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border));
  }
  h2 {
    font-size: 1.15em;
    font-weight: 600;
    margin: 0 0 10px;
  }
  .panel {
    padding-top: 12px;
  }
  concur-tab-bar {
    margin-top: 14px;
  }
  .fields {
    display: grid;
    gap: 14px 24px;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
  }
  concur-parameter-field {
    scroll-margin-top: 10px;
  }
  .fields + details {
    margin-top: 14px;
  }
  summary {
    cursor: pointer;
    font-weight: 600;
    padding: 4px 0;
    user-select: none;
    width: fit-content;
  }
  .broken {
    margin: 20px;
  }
`;
