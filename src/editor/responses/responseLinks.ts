import {
  type CancellationToken,
  DocumentLink,
  type DocumentLinkProvider,
  l10n,
  Range,
  type TextDocument,
  Uri,
} from 'vscode';
import { findLinks, isImage, type Link } from '../../response/links.js';
import type { ResponseStore } from './responseStore.js';
import { MOST_BYTES } from './understanding.js';

/** What a click on a link hands to `concur.response.follow`. */
export interface FollowArgument {
  /** The response that holds the link. */
  readonly exchangeId: string;
  readonly link: Pick<Link, 'field' | 'value' | 'kind'>;
}

/** Makes links of the ids and addresses in a response. */
export class ResponseLinks implements DocumentLinkProvider {
  readonly #responses: ResponseStore;

  constructor(responses: ResponseStore) {
    this.#responses = responses;
  }

  provideDocumentLinks(document: TextDocument, token: CancellationToken): DocumentLink[] {
    const exchange = this.#responses.findBody(document.uri);
    if (!exchange || token.isCancellationRequested || exchange.response.bodySize > MOST_BYTES) return [];
    const text = document.getText();
    return findLinks(text).map(({ offset, length, field, value, kind }) => {
      const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
      const argument: FollowArgument = { exchangeId: exchange.id, link: { field, value, kind } };
      const target = Uri.parse(`command:concur.response.follow?${encodeURIComponent(JSON.stringify([argument]))}`);
      const link = new DocumentLink(range, target);
      if (kind === 'id') link.tooltip = l10n.t('Show what this id leads to');
      else
        link.tooltip = isImage({ field, value })
          ? l10n.t('Show the image')
          : l10n.t('Call this address with the same connection');
      return link;
    });
  }
}
