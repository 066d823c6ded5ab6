import { ThemeColor, ThemeIcon } from 'vscode';
import type { GroupNode } from '../../catalog/browse.js';
import type { ApiEntry } from '../../catalog/model.js';

/** A method's icon: its own shape as well as its own colour, so that nobody needs to tell colours apart. */
export function methodIcon(method: string): ThemeIcon {
  switch (method) {
    case 'GET':
      return new ThemeIcon('arrow-down', new ThemeColor('charts.blue'));
    case 'POST':
      return new ThemeIcon('add', new ThemeColor('charts.green'));
    case 'PUT':
      return new ThemeIcon('arrow-up', new ThemeColor('charts.yellow'));
    case 'PATCH':
      return new ThemeIcon('edit', new ThemeColor('charts.purple'));
    case 'DELETE':
      return new ThemeIcon('trash', new ThemeColor('charts.red'));
    default:
      return new ThemeIcon('question');
  }
}

/** An API's icon tells its state, or that it is Concur that calls. */
export function apiIcon({ status, caller, own }: ApiEntry): ThemeIcon {
  if (own) return new ThemeIcon('file-code');
  switch (status) {
    case 'current':
      return new ThemeIcon(caller === 'concur' ? 'call-incoming' : 'symbol-interface');
    case 'limited':
      return new ThemeIcon('lock');
    case 'deprecated':
      return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    case 'retired':
      return new ThemeIcon('circle-slash', new ThemeColor('list.errorForeground'));
  }
}

/** Product areas that have an icon of their own. */
const GROUP_ICONS: Readonly<Record<string, string>> = {
  Attendees: 'organization',
  Authentication: 'key',
  Budget: 'graph',
  Callouts: 'call-incoming',
  'Direct Connects': 'plug',
  'Events & Notifications': 'bell',
  Expense: 'credit-card',
  'Financial Integration': 'library',
  Invoice: 'file-text',
  Lists: 'list-tree',
  Locations: 'location',
  'Own APIs': 'file-code',
  Payments: 'arrow-swap',
  'Receipts & Images': 'file-media',
  'Reporting & Insights': 'graph-line',
  Request: 'checklist',
  Travel: 'globe',
  'Travel Profile': 'person',
  'Users & Provisioning': 'account',
};

/** A group's icon; a plain folder for groups that nobody drew for. */
export function groupIcon(of: GroupNode['of'], name: string): ThemeIcon {
  if (of === 'pinned') return new ThemeIcon('pinned');
  return new ThemeIcon(of === 'version' ? 'versions' : (GROUP_ICONS[name] ?? 'folder'));
}
