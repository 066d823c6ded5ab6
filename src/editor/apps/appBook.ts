import { EventEmitter, type Memento } from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../auth/connection.js';
import { type TokenEnd, tokenEnds } from '../../auth/tokenEnds.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import type { Disposable } from '../../kernel/disposable.js';

/** One registered application, as its connections show it. Its secret is not part of it. */
export interface KnownApp {
  readonly clientId: string;
  /** The person's name for it, else that of its first connection. */
  readonly name: string;
  readonly connections: readonly ConnectionOfApp[];
  /** All that its tokens carry, sorted. */
  readonly scopes: readonly string[];
  /** The day its secret was made, as far as the person or the first sight of it says. */
  readonly secretSince: Date;
  /** Whether the person said so. */
  readonly isSecretDateGiven: boolean;
}

export interface ConnectionOfApp {
  readonly connection: Connection;
  readonly tokenSet: TokenSet | undefined;
}

/** Secrets older than this deserve a rotation; Concur names no limit (/api-reference/authentication/rotating-secrets.html). */
export const SECRET_AGE_LIMIT_DAYS = 180;

const KEY = 'concur.apps';
const remembered = z.record(
  z.string(),
  z.object({ name: z.optional(z.string()), seenAt: z.number(), secretSince: z.optional(z.number()) }),
);

/** The person's applications: those of the connections, with what is remembered of each. */
export class AppBook implements Disposable {
  readonly #memory: Memento;
  readonly #connections: () => readonly ConnectionOfApp[];
  readonly #now: () => Date;
  readonly #changed = new EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento, connections: () => readonly ConnectionOfApp[], now: () => Date) {
    this.#memory = memory;
    this.#connections = connections;
    this.#now = now;
  }

  get apps(): readonly KnownApp[] {
    const byId = new Map<string, ConnectionOfApp[]>();
    for (const one of this.#connections()) {
      const { clientId } = one.connection;
      if (clientId === '') continue;
      byId.set(clientId, [...(byId.get(clientId) ?? []), one]);
    }
    const notes = this.#notes;
    return [...byId].map(([clientId, connections]) => {
      const note = notes[clientId];
      return {
        clientId,
        connections,
        name: note?.name ?? connections[0]?.connection.name ?? clientId,
        scopes: [...new Set(connections.flatMap(({ tokenSet }) => tokenSet?.scopes ?? []))].sort(),
        secretSince: new Date(note?.secretSince ?? note?.seenAt ?? this.#now().getTime()),
        isSecretDateGiven: note?.secretSince !== undefined,
      };
    });
  }

  /** Notes when an app was first seen; the age of its secret counts from then unless the person knows better. */
  async noteSeen(): Promise<void> {
    const notes = this.#notes;
    const fresh = this.apps.filter(({ clientId }) => notes[clientId] === undefined);
    if (fresh.length === 0) return;
    const seenAt = this.#now().getTime();
    await this.#memory.update(KEY, {
      ...notes,
      ...Object.fromEntries(fresh.map(({ clientId }) => [clientId, { seenAt }])),
    });
  }

  async change(clientId: string, note: { readonly name?: string; readonly secretSince?: Date }): Promise<void> {
    const notes = this.#notes;
    await this.#memory.update(KEY, {
      ...notes,
      [clientId]: {
        seenAt: this.#now().getTime(),
        ...notes[clientId],
        ...(note.name === undefined ? {} : { name: note.name }),
        ...(note.secretSince === undefined ? {} : { secretSince: note.secretSince.getTime() }),
      },
    });
    this.#changed.fire();
  }

  /** Age of the secret in whole days. */
  secretAgeDays({ secretSince }: KnownApp): number {
    return Math.max(0, Math.floor((this.#now().getTime() - secretSince.getTime()) / 86_400_000));
  }

  /** What of its connections ends when; access tokens, which renew themselves, are left out. */
  calendarOf({ connections }: KnownApp): readonly { readonly connection: string; readonly end: TokenEnd }[] {
    return connections
      .flatMap(({ connection, tokenSet }) =>
        tokenEnds(connection, tokenSet, {}, this.#now()).map((end) => ({ connection: connection.name, end })),
      )
      .filter(({ end }) => end.what !== 'accessToken')
      .sort((a, b) => a.end.at.getTime() - b.end.at.getTime());
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get #notes(): z.infer<typeof remembered> {
    const parsed = remembered.safeParse(this.#memory.get(KEY));
    return parsed.success ? parsed.data : {};
  }
}
