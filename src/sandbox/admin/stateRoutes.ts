import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import type { SandboxControls } from '../controls.js';
import { mediaTypeOf } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { parseSaved, SavedSandboxError } from '../savedSandbox.js';
import { registerChange } from './changes.js';

/** Saves the whole sandbox to a file, loads it, and brings back the seeded company. */
export function registerSaving(app: SandboxApp, { controls }: SandboxContext): void {
  app.get('/sandbox/state', (call) =>
    call.body(JSON.stringify(controls.save()), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="concur-sandbox.json"',
      'Cache-Control': 'no-store',
    }),
  );

  registerChange(app, 'POST', '/sandbox/state', async (call) => {
    const text = await readFile(call);
    try {
      controls.restart(parseSaved(text));
    } catch (error) {
      throw error instanceof SavedSandboxError ? new Refusal(400, error.message) : error;
    }
    return startedWith(controls);
  });

  registerChange(app, 'POST', '/sandbox/reset', () => {
    controls.restart();
    return startedWith(controls);
  });
}

function startedWith({ seed }: SandboxControls): unknown {
  return { seed };
}

/** The file of the admin page's form, or the body of a program. */
async function readFile(call: SandboxCall): Promise<string> {
  const type = mediaTypeOf(call);
  if (type === 'application/json') return call.req.text();
  if (type !== 'multipart/form-data') throw new Refusal(415, 'Send application/json.');
  const { file } = await call.req.parseBody().catch(() => ({ file: undefined }));
  if (!(file instanceof File)) throw new Refusal(400, 'Choose a file that the sandbox saved.');
  return file.text();
}
