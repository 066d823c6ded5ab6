import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Kept } from '../state.js';
import { type AppSecret, digestOf, type RegisteredApp, registeredAppSchema } from './registeredApp.js';

/** What a person decides about an app; the rest is given. */
export type AppSettings = Pick<
  RegisteredApp,
  | 'name'
  | 'description'
  | 'stage'
  | 'type'
  | 'grants'
  | 'scopes'
  | 'redirectUris'
  | 'connectUri'
  | 'isEnabled'
  | 'isEnabledForCompany'
>;

const kept = z.array(registeredAppSchema);

/** All apps that may ask for tokens, in the order in which they were registered. */
export class RegisteredApps implements Kept {
  readonly #now: () => Date;
  readonly #newUuid: () => string;
  readonly #apps = new Map<string, RegisteredApp>();

  constructor(now: () => Date, newUuid: () => string, apps: readonly RegisteredApp[]) {
    this.#now = now;
    this.#newUuid = newUuid;
    for (const app of apps) this.#apps.set(app.clientId, app);
  }

  list(): readonly RegisteredApp[] {
    return [...this.#apps.values()];
  }

  find(clientId: string): RegisteredApp | undefined {
    return this.#apps.get(clientId.toLowerCase());
  }

  findByNumber(number: number): RegisteredApp | undefined {
    return this.list().find((app) => app.number === number);
  }

  /** By the key of the authentication before 2017; the client id is taken for one, too. */
  findByKey(key: string): RegisteredApp | undefined {
    return this.list().find(({ consumerKey }) => consumerKey === key) ?? this.find(key);
  }

  /** A new app with one active secret, whose value is given here and never again. */
  create(settings: AppSettings): { readonly app: RegisteredApp; readonly secret: string } {
    const now = this.#now().toISOString();
    const secret = this.#newUuid();
    const app: RegisteredApp = {
      ...settings,
      clientId: this.#newUuid(),
      number: Math.max(4100, ...this.list().map(({ number }) => number)) + 1,
      consumerKey: randomBytes(16).toString('base64url'),
      secrets: [{ id: this.#newUuid(), digest: digestOf(secret), isActive: true, createdAt: now, updatedAt: now }],
      createdAt: now,
      modifiedAt: now,
    };
    this.#apps.set(app.clientId, app);
    return { app, secret };
  }

  change(app: RegisteredApp, settings: AppSettings): void {
    this.#save({ ...app, ...settings });
  }

  /** Adds a secret, which has to be activated before use. */
  addSecret(app: RegisteredApp): { readonly entry: AppSecret; readonly secret: string } {
    const now = this.#now().toISOString();
    const secret = this.#newUuid();
    const entry = { id: this.#newUuid(), digest: digestOf(secret), isActive: false, createdAt: now, updatedAt: now };
    this.#save({ ...app, secrets: [...app.secrets, entry] });
    return { entry, secret };
  }

  setSecretActive(app: RegisteredApp, secretId: string, isActive: boolean): void {
    const updatedAt = this.#now().toISOString();
    const secrets = app.secrets.map((known) => (known.id === secretId ? { ...known, isActive, updatedAt } : known));
    this.#save({ ...app, secrets });
  }

  removeSecret(app: RegisteredApp, secretId: string): void {
    this.#save({ ...app, secrets: app.secrets.filter(({ id }) => id !== secretId) });
  }

  save(): unknown {
    return this.list();
  }

  load(value: unknown): void {
    const apps = kept.parse(value);
    this.#apps.clear();
    for (const app of apps) this.#apps.set(app.clientId, app);
  }

  #save(app: RegisteredApp): void {
    this.#apps.set(app.clientId, { ...app, modifiedAt: this.#now().toISOString() });
  }
}
