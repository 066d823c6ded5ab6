import type { Connection } from '../connection.js';
import type { Secrets } from '../credentials.js';

/** A connection out of somebody else's file, apart from its secrets, which go straight into a secret store. */
export interface ImportedConnection {
  readonly connection: Connection;
  readonly secrets: Secrets;
}

/** Something to say about an import; it quotes names, never values. */
export interface ImportFinding {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
}

export interface ImportResult {
  readonly connections: readonly ImportedConnection[];
  readonly findings: readonly ImportFinding[];
}
