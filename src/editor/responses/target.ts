import { type Uri, window } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import type { BodySource } from '../../response/background/tasks.js';
import { decodeBody, textFormatOf } from '../../response/format.js';
import { type ResponseStore, uriOf } from './responseStore.js';

/** The document that a person looks at, whatever kind of editor shows it and however large it is. */
export function activeUri(): Uri | undefined {
  const tab = window.tabGroups.activeTabGroup.activeTab;
  return tab ? uriOf(tab) : undefined;
}

/** The response that a command is about: the one of its argument, else the active one, else one that is visible. */
export function targetOf(
  responses: ResponseStore,
  argument: Uri | undefined,
): { uri: Uri; exchange: Exchange } | undefined {
  const visible = window.tabGroups.all.map(({ activeTab }) => activeTab && uriOf(activeTab));
  for (const uri of [argument, activeUri(), ...visible]) {
    const exchange = uri && responses.findBody(uri);
    if (uri && exchange) return { uri, exchange };
  }
  return undefined;
}

/** Where a task finds the body. */
export function bodyOf({ response }: Exchange): BodySource {
  return response.bodyFile === undefined ? { text: decodeBody(response) } : { file: response.bodyFile };
}

/** In which language a body can be filtered; undefined when in none. */
export function filterLanguageOf({ response }: Exchange): 'json' | 'xml' | undefined {
  const format = textFormatOf(response);
  return format === 'json' || format === 'xml' ? format : undefined;
}
