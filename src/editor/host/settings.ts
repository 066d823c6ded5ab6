import { workspace } from 'vscode';
import type { BrowseOptions } from '../../catalog/browse.js';
import type { SendSettings } from '../../http/sender.js';

/** What the person set under `concur.request`. */
export function readSendSettings(): SendSettings {
  const settings = workspace.getConfiguration('concur.request');
  return {
    timeoutMs: settings.get<number>('timeoutSeconds', 60) * 1000,
    followRedirects: settings.get<boolean>('followRedirects', true),
  };
}

/** The port that the local sandbox is started on; 0: any free one. */
export function readSandboxPort(): number {
  return workspace.getConfiguration('concur.sandbox').get<number>('port', 8726);
}

/** Whether the sandbox is started with the first look at the Connections view. */
export function readSandboxAutoStart(): boolean {
  return workspace.getConfiguration('concur.sandbox').get<boolean>('autoStart', false);
}

/** How the person wants the APIs view arranged. */
export function readApisSettings(): Pick<BrowseOptions, 'sort' | 'showDeprecated' | 'showRetired'> {
  const settings = workspace.getConfiguration('concur.apis');
  return {
    sort: settings.get<string>('sort') === 'version' ? 'version' : 'area',
    showDeprecated: settings.get<boolean>('showDeprecated', false),
    showRetired: settings.get<boolean>('showRetired', false),
  };
}
