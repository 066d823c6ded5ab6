import { randomInt, randomUUID } from 'node:crypto';
import type { TextDocument } from 'vscode';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import { leaveToConnection } from '../../../httpfile/run/placeholders.js';
import { type ResolvedRequest, resolveRequest } from '../../../httpfile/variables/resolve.js';
import type { EnvironmentChoice } from './environmentChoice.js';
import { filesAround } from './nearbyFiles.js';

/** The request with what the file and its environment give. */
export async function resolveIn(
  document: TextDocument,
  file: HttpFile,
  request: HttpFileRequest,
  environment: EnvironmentChoice,
): Promise<ResolvedRequest> {
  const environments = await (await filesAround(document)).environments();
  const dotenv = environments.dotenv(environment.name);
  const { request: resolved } = resolveRequest(file, request, {
    values: {},
    environmentValues: environments.values(environment.name),
    now: () => new Date(),
    randomUuid: randomUUID,
    randomInt: (min, max) => randomInt(min, max),
    environment: (name) => process.env[name],
    dotenv: (name) => (Object.hasOwn(dotenv, name) ? dotenv[name] : undefined),
  });
  return leaveToConnection(resolved);
}
