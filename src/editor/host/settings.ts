import { workspace } from 'vscode';
import type { BrowseOptions } from '../../catalog/browse.js';
import type { SendSettings } from '../../http/sender.js';

/** What the person set under `concur.request`. */
export function readSendSettings(): SendSettings {
  const settings = workspace.getConfiguration('concur.request');
  return {
    timeoutMs: settings.get<number>('timeoutSeconds', 60) * 1000,
    followRedirects: settings.get<boolean>('followRedirects', true),
    maxRetries: settings.get<number>('maxRetries', 3),
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

/** What the person set under `concur.response`. */
export interface ResponseSettings {
  /** `side`: beside the request; `builder`: below it; `tab`: as the active tab. */
  readonly openIn: 'tab' | 'side' | 'builder';
  /** Which earlier response a new one takes the place of. */
  readonly reuseTab: 'one' | 'perOperation' | 'never';
  /** Bodies above this are opened as they came. */
  readonly largeBodyBytes: number;
  readonly checkAgainstCatalogue: boolean;
  /** Names of fields, with `*` for any letters, that a comparison can leave out. */
  readonly volatileFields: readonly string[];
}

/** How responses are to be shown. */
export function readResponseSettings(): ResponseSettings {
  const settings = workspace.getConfiguration('concur.response');
  const openIn = settings.get<string>('openIn');
  const reuseTab = settings.get<string>('reuseTab');
  return {
    openIn: openIn === 'tab' || openIn === 'builder' ? openIn : 'side',
    reuseTab: reuseTab === 'perOperation' || reuseTab === 'never' ? reuseTab : 'one',
    largeBodyBytes: settings.get<number>('largeBodyMegabytes', 50) * 1024 * 1024,
    checkAgainstCatalogue: settings.get<boolean>('checkAgainstCatalogue', true),
    volatileFields: settings.get<string[]>('volatileFields', []),
  };
}

/** Bounds of what is remembered of past calls; the oldest go. */
export function readHistorySettings(): { readonly maxCount: number; readonly maxBytes: number } {
  const settings = workspace.getConfiguration('concur.history');
  return {
    maxCount: settings.get<number>('maxItems', 10_000),
    maxBytes: settings.get<number>('maxMegabytes', 256) * 1024 * 1024,
  };
}
