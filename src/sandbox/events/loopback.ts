import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLoopbackHost } from '../../kernel/loopbackHost.js';
import { Refusal } from '../protocol/refusal.js';

/** How long Concur waits for an answer (/api-reference/ess/v4.event-subscription.html). */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** A call that the sandbox makes to a program on this machine. */
export interface LoopbackCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoopbackAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** As UTF-8; cut at 1 MB. */
  readonly body: string;
}

/**
 * Reads the address of a program on this machine. The sandbox calls nothing else, whoever asks it to.
 * @throws {Refusal} 400 that names the field `name`
 */
export function readLoopbackUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refusal(400, `${name} has to be an http or https address.`);
  if (!isLoopbackHost(url.hostname)) {
    const hosts = 'localhost, 127.0.0.1 or [::1]';
    throw new Refusal(400, `${name} names the host ${url.hostname}; the sandbox calls only this machine (${hosts}).`);
  }
  if (url.username !== '' || url.password !== '') throw new Refusal(400, `${name} must not hold a user or password.`);
  return url;
}

/**
 * Makes the call, without proxies, redirects or DNS.
 * @throws {Error} nobody listens, the connection broke, 60 seconds have passed, or `signal` aborted
 */
export function callLoopback(call: LoopbackCall, signal: AbortSignal): Promise<LoopbackAnswer> {
  const { url, method, body } = call;
  const isHttps = url.protocol === 'https:';
  const headers = body === undefined ? call.headers : { ...call.headers, 'Content-Length': Buffer.byteLength(body) };
  const options = {
    method,
    headers,
    agent: false,
    lookup: lookUpLocalhost,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  };
  return new Promise((resolve, reject) => {
    // Programs under test have certificates of their own making, and what is sent does not leave the machine.
    const request = isHttps ? requestHttps(url, { ...options, rejectUnauthorized: false }) : requestHttp(url, options);
    request.on('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: pairUp(response.rawHeaders),
          body: Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString(),
        });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size < MAX_ANSWER_BYTES) return;
        finish();
        response.destroy();
      });
      response.once('end', finish);
      response.on('error', reject);
    });
    request.end(body);
  });
}

/** Answers for `localhost`, the only name that gets here, so that no other computer decides where a call goes. */
const lookUpLocalhost: LookupFunction = (_hostname, options, callback) => {
  if (!options.all) return callback(null, '127.0.0.1', 4);
  callback(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
};

function pairUp(raw: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[at * 2] ?? '', raw[at * 2 + 1] ?? ''] as const);
}
