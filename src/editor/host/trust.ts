import { workspace } from 'vscode';
import { SendError } from '../../http/failure.js';

/** @throws {SendError} `untrustedWorkspace`: from such a window nothing goes out, neither requests nor sign-ins */
export function requireTrust(): void {
  if (!workspace.isTrusted) throw new SendError({ kind: 'untrustedWorkspace' });
}
