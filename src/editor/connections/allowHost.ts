import { l10n, window } from 'vscode';
import { type Connection, mayCarryToken } from '../../auth/connection.js';

/**
 * Asks, in a modal question, before a host that is neither Concur's nor this computer gets secrets of a connection.
 * @returns the connection that may go there; undefined when the person said no
 */
export async function allowHost(connection: Connection): Promise<Connection | undefined> {
  const { geolocation, name } = connection;
  if (mayCarryToken(connection, geolocation)) return connection;
  const { host } = new URL(geolocation);
  const allow = l10n.t('Allow {0}', host);
  const answer = await window.showWarningMessage(
    l10n.t('{0} is no host of SAP Concur. Send secrets and tokens of "{1}" there?', host, name),
    {
      modal: true,
      detail: l10n.t(
        'Whoever runs that host can use them to act as you at Concur. Allow it only for hosts of your own.',
      ),
    },
    allow,
  );
  return answer === allow ? { ...connection, allowedHosts: [...(connection.allowedHosts ?? []), host] } : undefined;
}
