/** Answers by the id of their question. They may hold secrets, so they stay in memory. */
export type Answers = Readonly<Record<string, string>>;

interface AnyQuestion {
  /** The answer is kept under it, through going back and forth. */
  readonly id: string;
  /** What is asked, and why, in a sentence or two. */
  readonly prompt: string;
  /** A page that explains it; behind a button. */
  readonly docs?: string;
}

/** A line to type. */
export interface TextQuestion extends AnyQuestion {
  readonly kind: 'text';
  readonly placeholder?: string;
  /** Stands there unless something was typed before. */
  readonly value?: string;
  /** Typed unseen. */
  readonly isSecret?: boolean;
  /** What is wrong with a value, in a sentence; undefined when it will do. Run with every key, so it asks nobody. */
  readonly check?: (value: string) => string | undefined;
  /** The answer is a file, which can be picked with a button: endings without a dot, by the name of their kind. */
  readonly files?: Readonly<Record<string, string[]>>;
}

/** One of several things to choose. */
export interface ChoiceQuestion extends AnyQuestion {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  /** The choice that is offered first to be taken. */
  readonly value?: string;
}

/** @see ChoiceQuestion */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A page about this choice; behind a button on its row. */
  readonly docs?: string;
  /** A heading above it, for the first of a group. */
  readonly group?: string;
}

/** Several things to tick; the answer is their values with a space between them. */
export interface ManyQuestion extends AnyQuestion {
  readonly kind: 'many';
  readonly choices: readonly Choice[];
}

/** @see walkSteps */
export type Question = TextQuestion | ChoiceQuestion | ManyQuestion;
