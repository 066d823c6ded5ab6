import * as z from 'zod/mini';
import { type Connection, explainConnection, parseConnection } from '../connection.js';
import type { ImportFinding } from './imported.js';

const fileSchema = z.object({ connections: z.array(z.unknown()) });

/** Connections as a file for others: no secret is in it, since none is in a connection. */
export function writeConnectionFile(connections: readonly Connection[]): string {
  // Parsed first, so that members which got in by hand stay out of the file.
  const known = connections.map((connection) => parseConnection(connection)).filter((one) => one !== undefined);
  return `${JSON.stringify({ connections: known }, undefined, 2)}\n`;
}

/**
 * Reads such a file, or a bare list of connections.
 * @returns those that are connections, and what is wrong with the others
 */
export function readConnectionFile(text: string): {
  readonly connections: readonly Connection[];
  readonly findings: readonly ImportFinding[];
} {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return {
      connections: [],
      findings: [{ severity: 'error', message: 'This is no JSON, so it holds no connections.' }],
    };
  }
  const parsed = fileSchema.safeParse(Array.isArray(json) ? { connections: json } : json);
  if (!parsed.success) {
    const message = 'This file has no list "connections". Take one that was exported from here.';
    return { connections: [], findings: [{ severity: 'error', message }] };
  }
  const findings: ImportFinding[] = [];
  const connections = parsed.data.connections.flatMap((one, at) => {
    const connection = parseConnection(one);
    if (connection) return [connection];
    findings.push({ severity: 'error', message: `Connection ${at + 1} was passed over: ${explainConnection(one)}.` });
    return [];
  });
  return { connections, findings };
}
