import { l10n } from 'vscode';
import type { ApiStatus } from '../../catalog/model.js';

/** A status in the language of the editor. */
export function statusName(status: ApiStatus): string {
  switch (status) {
    case 'current':
      return l10n.t('current');
    case 'limited':
      return l10n.t('limited');
    case 'deprecated':
      return l10n.t('deprecated');
    case 'retired':
      return l10n.t('retired');
  }
}
