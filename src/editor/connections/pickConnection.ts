import { l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import { describeStanding, standingOf } from './standing.js';

/**
 * The connection that a command was called on: a row of the tree, or an id; from the palette, the one that the person
 * then picks. The only one there is needs no picking. Undefined when they gave up or there is none.
 */
export async function connectionOf(
  argument: unknown,
  book: ConnectionBook,
  title: string,
  fits: (state: ConnectionState) => boolean = () => true,
): Promise<ConnectionState | undefined> {
  await book.load();
  const id = idOf(argument);
  if (id !== undefined) return book.find(id);
  const states = book.states.filter(fits);
  if (states.length === 0) {
    void window.showInformationMessage(l10n.t('There is no connection to do this with.'));
    return undefined;
  }
  return states.length === 1 ? states[0] : pickState(states, title);
}

/** Lets the person pick a connection, each with how it stands. */
export async function pickState(
  states: readonly ConnectionState[],
  title: string,
): Promise<ConnectionState | undefined> {
  const picked = await window.showQuickPick(states.map(rowOf), {
    title,
    placeHolder: l10n.t('Which connection?'),
    matchOnDetail: true,
    matchOnDescription: true,
  });
  return picked?.state;
}

/** The row of a connection: name, how it stands, where it leads. */
export function rowOf(state: ConnectionState): QuickPickItem & { readonly state: ConnectionState } {
  const { connection, tokenSet, isActive } = state;
  const isWarned = standingOf(state, new Date()) !== 'signedIn';
  const inUse = isActive ? ` · ${l10n.t('in use')}` : '';
  return {
    state,
    label: connection.name,
    iconPath: new ThemeIcon(isActive ? 'check' : isWarned ? 'circle-slash' : 'plug'),
    description: `${describeStanding(state, new Date())}${inUse}`,
    detail: tokenSet?.geolocation ?? connection.geolocation,
  };
}

/** A command gets an id, the row of the tree it was called on, or nothing. */
function idOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const state = argument as ConnectionState | undefined; // the tree gives its own rows
  return state?.connection?.id;
}
