import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

/** What of `@napi-rs/keyring` is used; keytar's entries are found under the same service and account. */
interface KeyringModule {
  readonly Entry: new (service: string, account: string) => { getPassword(): string | null };
}

/** The keychain of the system cannot be read from here. */
export class KeychainUnavailableError extends Error {
  override readonly name = 'KeychainUnavailableError';
}

/**
 * Reads one entry of the system's keychain as keytar wrote it; undefined when there is none.
 * @throws {KeychainUnavailableError} when this system offers no way to it
 */
export async function readSystemKeychain(service: string, account: string): Promise<string | undefined> {
  const keyring = loadKeyring();
  if (keyring) return new keyring.Entry(service, account).getPassword() ?? undefined;
  switch (process.platform) {
    case 'darwin':
      return runTool('security', ['find-generic-password', '-s', service, '-a', account, '-w']);
    case 'linux':
      return runTool('secret-tool', ['lookup', 'service', service, 'account', account]);
    default:
      throw new KeychainUnavailableError('There is no way to the keychain');
  }
}

/** The optional native module, where it is installed beside the extension. */
function loadKeyring(): KeyringModule | undefined {
  try {
    return createRequire(import.meta.url)('@napi-rs/keyring');
  } catch {
    return undefined; // optional: most installations have none
  }
}

/** The tool's output is the secret itself; a failure of it means that there is no such entry. */
async function runTool(tool: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(tool, args, { timeout: 30_000 });
    return stdout.replace(/\r?\n$/, '') || undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new KeychainUnavailableError(`There is no ${tool} on this system`, { cause });
    }
    return undefined;
  }
}
