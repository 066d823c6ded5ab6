/** VS Code knows panels that were open before a reload by this; `onWebviewPanel` in package.json says it again. */
export const VIEW_TYPE = 'concur.builder';
