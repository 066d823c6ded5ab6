import * as z from 'zod/mini';

/** The first line of a person who looks into the file; another number when older files cannot be read any more. */
const FORMAT = 'concur-sandbox/1';

const savedSandboxSchema = z.object({
  format: z.literal(FORMAT),
  seed: z.int(),
  parts: z.record(z.string(), z.unknown()),
});

/** Everything that calls can change, as JSON. The seed makes what the parts do not speak of. */
export type SavedSandbox = z.infer<typeof savedSandboxSchema>;

/** This is no saved sandbox, or some part of it is not what the sandbox saves. */
export class SavedSandboxError extends Error {
  override readonly name = 'SavedSandboxError';
}

export function toSaved(seed: number, parts: Readonly<Record<string, unknown>>): SavedSandbox {
  return { format: FORMAT, seed, parts: { ...parts } };
}

/** @throws {SavedSandboxError} */
export function parseSaved(text: string): SavedSandbox {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SavedSandboxError('This is no saved sandbox: it is no JSON.', { cause });
  }
  const result = savedSandboxSchema.safeParse(value);
  if (!result.success) throw new SavedSandboxError('This is no saved sandbox, or one of another version.');
  return result.data;
}
