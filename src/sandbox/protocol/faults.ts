import { setTimeout as wait } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxEnv } from '../context.js';
import { Refusal } from './refusal.js';

const HEADER = 'X-Sandbox-Fault';
const MAX_LATENCY_MS = 600_000;

type Fault =
  | { readonly kind: 'latency'; readonly milliseconds: number }
  | { readonly kind: 'status'; readonly status: ContentfulStatusCode };

/**
 * Plays faults that the caller orders with `X-Sandbox-Fault`: `latency=MILLISECONDS` waits before the answer,
 * `status=CODE` answers that error status; several are separated by commas and played in order.
 */
export function playFaults(): MiddlewareHandler<SandboxEnv> {
  return async (call, next) => {
    for (const fault of parseFaults(call.req.header(HEADER) ?? '')) {
      if (fault.kind === 'status') throw new Refusal(fault.status, `The sandbox was asked for a ${fault.status}.`);
      const { signal } = call.req.raw;
      await wait(fault.milliseconds, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return call.body(null, 408);
    }
    return next();
  };
}

function parseFaults(header: string): readonly Fault[] {
  return header
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(parseFault);
}

function parseFault(text: string): Fault {
  const [, name, digits] = /^(\w+)\s*=\s*(\d{1,9})$/.exec(text) ?? [];
  const number = Number(digits);
  if (name === 'latency' && number <= MAX_LATENCY_MS) return { kind: 'latency', milliseconds: number };
  if (name === 'status' && number >= 400 && number <= 599) {
    return { kind: 'status', status: number as ContentfulStatusCode };
  }
  throw new Refusal(
    400,
    `${HEADER} says "${text}"; it knows latency=MILLISECONDS (up to ${MAX_LATENCY_MS}) and status=CODE (400 to 599).`,
  );
}
