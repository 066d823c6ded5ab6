/** A place in a text: zero-based line, zero-based UTF-16 character, as VS Code counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A stretch of text; `end` is exclusive. */
export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

/** Something to say about a place in a text. The text is still parsed around it. */
export interface Finding<Code extends string = string> {
  readonly code: Code;
  readonly severity: 'error' | 'warning' | 'hint';
  /** One sentence for a person: what is wrong and what to do. */
  readonly message: string;
  readonly range: TextRange;
}
