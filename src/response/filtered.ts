/** What a filter found, or why it is none. */
export type Filtered =
  | { readonly kind: 'found'; readonly text: string; readonly count: number }
  | { readonly kind: 'wrong'; readonly what: string };

/** Why an expression picks nothing, as a sentence. */
export function describeMistake(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  return `This is no expression yet: ${message.replace(/[.]?$/, '.')}`;
}
