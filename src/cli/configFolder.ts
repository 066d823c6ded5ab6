import os from 'node:os';
import path from 'node:path';
import type { Environment } from './environment.js';

/** Where the user's connections are: `~/.config/concur`, or what the platform and the environment have in its place. */
export function configFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  if (environment.XDG_CONFIG_HOME) return path.join(environment.XDG_CONFIG_HOME, 'concur');
  if (platform === 'win32' && environment.APPDATA) return path.join(environment.APPDATA, 'concur');
  return path.join(environment.HOME ?? os.homedir(), '.config', 'concur');
}
