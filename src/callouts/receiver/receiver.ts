import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackHost } from '../../kernel/loopbackHost.js';
import { MASK, redactBody, redactHeaders, redactUrl } from '../../kernel/redaction.js';
import type { ConnectorCredentials } from '../signature.js';
import { answerCall } from './answers.js';
import type { Arrival, IncomingCall } from './arrival.js';

/** Calls are small; what is larger is refused unread. */
const MAX_BODY_BYTES = 1024 * 1024;
/** How many calls are kept to be looked at. */
const MAX_KEPT = 200;

export interface ReceiverOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Of the registration; without them whoever comes is taken. */
  readonly credentials?: ConnectorCredentials;
  readonly onArrival?: (arrival: Arrival) => void;
}

/** A connector and webhook on this computer that shows what arrives and answers as documented. */
export class Receiver {
  readonly #server: Server;
  readonly #options: ReceiverOptions;
  readonly #arrivals: Arrival[] = [];
  #count = 0;

  private constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @throws {NodeJS.ErrnoException} `EADDRINUSE` when the port is taken */
  static async start(options: ReceiverOptions): Promise<Receiver> {
    const receiver = new Receiver(options);
    await new Promise<void>((resolve, reject) => {
      receiver.#server.once('error', reject);
      receiver.#server.listen(options.port, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Newest first. */
  get arrivals(): readonly Arrival[] {
    return this.#arrivals;
  }

  clear(): void {
    this.#arrivals.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const call = await readCall(request);
      if (!call) return void response.writeHead(413, { Connection: 'close' }).end();
      if (!isLoopbackHost(call.url.hostname)) return void response.writeHead(421).end(); // a page that rebinds its name
      const answer = answerCall(call, this.#options.credentials);
      response.writeHead(answer.status, {
        ...(answer.type === '' ? {} : { 'Content-Type': answer.type }),
        'Content-Length': Buffer.byteLength(answer.body),
        ...(answer.status === 401 ? { 'WWW-Authenticate': 'Basic realm="connector"' } : {}),
      });
      response.end(answer.body);
      this.#keep(call, answer);
    } catch {
      response.destroy(); // the caller went away within its body
    }
  }

  #keep(call: IncomingCall, { kind, status, body, findings }: ReturnType<typeof answerCall>): void {
    this.#count += 1;
    const arrival: Arrival = {
      id: this.#count,
      at: new Date(),
      method: call.method,
      path: redactUrl(call.url.pathname + call.url.search).replace(/(client_auth_code=)[^&]+/, `$1${MASK}`),
      headers: redactHeaders(call.headers),
      body: redactBody(call.body),
      ...(kind === undefined ? {} : { kind }),
      status,
      answer: body,
      findings,
    };
    this.#arrivals.unshift(arrival);
    this.#arrivals.length = Math.min(this.#arrivals.length, MAX_KEPT);
    this.#options.onArrival?.(arrival);
  }
}

/** Undefined for a body over the limit. */
async function readCall(request: IncomingMessage): Promise<IncomingCall | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  const headers: [string, string][] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    headers.push([request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? '']);
  }
  const base = `http://${request.headers.host ?? '127.0.0.1'}`;
  const url = URL.canParse(request.url ?? '/', base) ? new URL(request.url ?? '/', base) : new URL('http://127.0.0.1/');
  return { method: request.method ?? 'GET', url, headers, body: Buffer.concat(chunks).toString() };
}
