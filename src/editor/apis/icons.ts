import { ThemeColor, ThemeIcon } from 'vscode';
import type { Method } from '../../catalog/model.js';

/** A method's icon: its own shape as well as its own colour, so that nobody needs to tell colours apart. */
export function methodIcon(method: Method): ThemeIcon {
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
    case 'HEAD':
    case 'OPTIONS':
      return new ThemeIcon('question');
  }
}

/** Product areas that have an icon of their own. */
const GROUP_ICONS: Readonly<Record<string, string>> = {
  Authentication: 'key',
  Expense: 'credit-card',
  Travel: 'globe',
};

/** A group's icon; a plain folder for groups that nobody drew for. */
export function groupIcon(name: string): ThemeIcon {
  return new ThemeIcon(GROUP_ICONS[name] ?? 'folder');
}
