import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import type { SandboxClock } from '../clock.js';
import type { SandboxCall, SandboxEnv } from '../context.js';
import { refuseExpired } from '../identity/access.js';
import type { FaultBook } from './faultBook.js';
import { type Fault, parseFaults } from './faults.js';
import { Refusal } from './refusal.js';

const HEADER = 'X-Sandbox-Fault';
/** Concur asks to wait five minutes in times of maintenance (/api-reference/http-status-codes.html). */
const MAINTENANCE_SECONDS = 300;

/**
 * Plays faults that the call orders with `X-Sandbox-Fault`, then those that were ordered for its path, as far as they
 * come before the answer; {@link spoilAnswers} finds the rest in `spoilers`.
 */
export function playFaults(book: FaultBook, clock: SandboxClock): MiddlewareHandler<SandboxEnv> {
  return (call, next) => {
    const header = call.req.header(HEADER);
    const faults = [...(header === undefined ? [] : parseFaults(header)), ...book.take(call.req.path)];
    if (faults.length === 0) return next();
    call.set('spoilers', faults);
    const skew = faults.find((fault) => fault.kind === 'clock-skew');
    return playAll(faults, call, () => (skew ? clock.skewed(skew.seconds, next) : next()));
  };
}

async function playAll(
  faults: readonly Fault[],
  call: SandboxCall,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const retryAfter = faults.find((fault) => fault.kind === 'retry-after')?.seconds;
  for (const fault of faults) {
    const answer = await play(fault, call, retryAfter);
    if (answer) return answer;
  }
  await next();
  return undefined;
}

/** Plays one fault; undefined when the call goes on. @throws {Refusal} the error that was ordered */
async function play(fault: Fault, call: SandboxCall, retryAfter: number | undefined): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'latency':
      return waitFor(fault.milliseconds, call);
    case 'status': {
      const seconds = retryAfter ?? (fault.status === 429 ? 1 : undefined);
      const headers = seconds === undefined ? {} : { 'Retry-After': String(seconds) };
      throw new Refusal(fault.status, `The sandbox was asked for a ${fault.status}.`, headers);
    }
    case 'maintenance':
      return answerMaintenance(call, retryAfter ?? MAINTENANCE_SECONDS);
    case 'expired-token':
      if (call.req.header('authorization') !== undefined) refuseExpired(call.req.path);
      return undefined;
    case 'cut':
      if (fault.where === 'body') return undefined;
      call.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT.clone();
    default:
      return undefined;
  }
}

async function waitFor(milliseconds: number, call: SandboxCall): Promise<Response | undefined> {
  const { signal } = call.req.raw;
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  return signal.aborted ? call.body(null, 408) : undefined;
}

async function answerMaintenance(call: SandboxCall, retryAfter: number): Promise<Response> {
  const page = await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Maintenance</title></head>
<body><h1>Maintenance</h1><p>The sandbox was asked to be under maintenance. Try again later.</p></body>
</html>
`;
  return call.body(page.toString(), 503, {
    'Content-Type': 'text/html; charset=utf-8',
    'Retry-After': String(retryAfter),
  });
}
