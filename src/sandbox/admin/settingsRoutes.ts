import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../context.js';
import type { SandboxControls } from '../controls.js';
import { answerJson } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';
import { readFields, registerChange } from './changes.js';

const PATH = '/sandbox/settings';

const settingsSchema = z.object({ retired: z.enum(['answer', 'gone']) });

/** How the sandbox behaves: to read and to set. */
export function registerSettings(app: SandboxApp, { controls }: SandboxContext): void {
  app.get(PATH, (call) => answerJson(call, settingsOf(controls)));

  registerChange(app, 'POST', PATH, async (call) => {
    const read = settingsSchema.safeParse(await readFields(call));
    if (!read.success) throw new Refusal(400, 'retired has to be answer or gone.');
    controls.retired = read.data.retired;
    return settingsOf(controls);
  });
}

function settingsOf({ retired, seed }: SandboxControls): unknown {
  return { retired, seed };
}
