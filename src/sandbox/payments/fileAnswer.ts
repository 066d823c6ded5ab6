import type { SandboxCall } from '../context.js';
import { type TextFile, writeZip } from './zipArchive.js';

/** Answers one file as CSV, several as a ZIP archive that is called `name` (without its ending). */
export function answerFiles(call: SandboxCall, name: string, files: readonly TextFile[], at: Date): Response {
  const [only, ...others] = files;
  if (!only || others.length > 0) {
    return call.body(writeZip(files, at), 200, headersOf('application/zip', `${name}.zip`));
  }
  return call.body(only.text, 200, headersOf('text/csv; charset=utf-8', only.name));
}

function headersOf(type: string, name: string): Record<string, string> {
  return { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` };
}
