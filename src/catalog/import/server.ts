import { isConcurHost } from '../concurHost.js';
import { asList, asObject, asText } from './json.js';

/** Where the operations below a server go. */
export interface Server {
  /** Of a server that is not Concur's; undefined: to the geolocation of the connection. */
  readonly origin?: string;
  /** The path that all of its operations begin with. */
  readonly path: string;
  /** Set where the description leaves open which host this is. */
  readonly isVague?: true;
}

/** Of the servers of a description the first of Concur's, else the first. */
export function chooseServer(servers: unknown): Server {
  const known = asList(servers).map(readServer);
  return known.find(({ origin, isVague }) => origin === undefined && !isVague) ?? known[0] ?? { path: '' };
}

function readServer(value: unknown): Server {
  const server = asObject(value);
  const variables = asObject(server?.variables) ?? {};
  const url = asText(server?.url).replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = asObject(variables[name]);
    return asText(variable?.default) || asText(asList(variable?.enum)[0]) || whole;
  });
  const [, scheme = 'https', authority, path = ''] = /^(?:([a-z][a-z\d+.-]*):)?\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [];
  if (authority !== undefined) return { ...readHost(scheme, authority.replace(/^.*@/, '')), path };
  const [, inPlaceOfHost = '', rest = ''] = /^(\{[^{}]*\})?([^?#]*)/.exec(url) ?? [];
  return { path: inPlaceOfHost === '' ? rest.replace(/^(\.{1,2}\/)+/, '/').replace(/^\.$/, '') : rest };
}

function readHost(scheme: string, host: string): Pick<Server, 'origin' | 'isVague'> {
  const isNowhere = host === '' || /^\{[^{}]*\}(:(\d+|\{[^{}]*\}))?$/.test(host);
  if (isNowhere) return {};
  const url = `${scheme}://${host.replace(/\{[^{}]*\}/g, 'x')}`;
  if (!URL.canParse(url) || !/^https?$/i.test(scheme)) return { isVague: true };
  if (isConcurHost(new URL(url).hostname)) return {};
  return host.includes('{') ? { isVague: true } : { origin: new URL(url).origin };
}
