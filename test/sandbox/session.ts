import { XMLParser } from 'fast-xml-parser';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';

/** The moment that suites play in unless they say otherwise. */
export const NOON = new Date('2026-05-20T12:00:00.000Z');

/** A clock that stands still until a test moves it. */
export class FakeClock {
  #now = NOON;
  readonly now = (): Date => this.#now;

  forward(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json<T = Record<string, unknown>>(): T;
  /** The document as nested objects; all values are text. */
  xml<T = Record<string, unknown>>(): T;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly refresh_expires_in: number;
  readonly id_token: string;
  readonly expires_in: string;
  readonly token_type: string;
  readonly scope: string;
  readonly geolocation: string;
}

/** Calls a sandbox, with a token once somebody signed in. */
export class Session {
  constructor(
    readonly sandbox: RunningSandbox,
    readonly token?: string,
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** A body that is no text goes out as JSON. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const isText = typeof body === 'string' || body === undefined;
    const response = await fetch(new URL(path, this.sandbox.url), {
      method,
      body: isText ? (body ?? null) : JSON.stringify(body),
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(isText ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    return readAnswer(response);
  }

  /** Sends a form to the token service: the welcome user's password grant, with `changes` (undefined leaves out). */
  async askToken(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
    const { clientId, clientSecret, username, password } = this.sandbox.welcome;
    const form = new URLSearchParams();
    const fields = { client_id: clientId, client_secret: clientSecret, grant_type: 'password', username, password };
    for (const [name, value] of Object.entries({ ...fields, ...changes })) {
      if (value !== undefined) form.append(name, value);
    }
    return readAnswer(await fetch(`${this.sandbox.url}/oauth2/v0/token`, { method: 'POST', body: form }));
  }

  /** A session with a token of its own. */
  async signIn(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Session> {
    const answer = await this.askToken(changes);
    if (answer.status !== 200) throw new Error(`No token: ${answer.text}`);
    return new Session(this.sandbox, answer.json<TokenAnswer>().access_token);
  }
}

/** Starts a sandbox of the built-in catalogue; whoever starts it closes it. */
export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  return startSandbox({ catalog: await builtInCatalog(), ...options });
}

/** Starts a sandbox that a suite closes again; its clock stands at {@link NOON} unless another is given. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Session> {
  return new Session(await startTestSandbox({ now: () => NOON, ...options }));
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: <T>() => JSON.parse(text) as T,
    xml: <T>() => new XMLParser({ parseTagValue: false, ignoreDeclaration: true }).parse(text, true) as T,
  };
}
