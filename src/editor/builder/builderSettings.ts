import { workspace } from 'vscode';
import type { Layout } from '../../builder/messages.js';

/** What the person set under `concur.builder`. */
export interface BuilderSettings {
  /** Where the result stands. */
  readonly layout: Layout;
  /** Whether every answer opens in an editor tab as well. */
  readonly openInTab: boolean;
}

export function readBuilderSettings(): BuilderSettings {
  const settings = workspace.getConfiguration('concur.builder');
  return {
    layout: settings.get<string>('layout') === 'beside' ? 'beside' : 'below',
    openInTab: settings.get<boolean>('openInTab', false),
  };
}
