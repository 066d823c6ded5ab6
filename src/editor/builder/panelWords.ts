import { l10n } from 'vscode';
import type { OperationView } from '../../builder/operationView.js';
import type { Words } from '../../builder/words.js';

/** The panel's own words, in the language of the editor. */
export function panelWords({ parameters }: OperationView): Words {
  const optional = parameters.filter(({ required }) => !required).length;
  return {
    send: l10n.t('Send'),
    sendKeys: l10n.t('Ctrl+Enter or Cmd+Enter'),
    cancel: l10n.t('Cancel'),
    openAsFile: l10n.t('Open as Request File'),
    openAsFileHint: l10n.t('Writes the request into a new .http file; secrets become placeholders.'),
    outbound: l10n.t('Concur makes this call and your connector answers it, so it is not sent from here.'),
    documentation: l10n.t('Documentation'),
    scopes: l10n.t('Scopes'),
    noScopes: l10n.t('none needed'),
    lacking: l10n.t('Your token lacks:'),
    parameters: l10n.t('Parameters'),
    noParameters: l10n.t('This operation takes no parameters.'),
    optionalParameters: l10n.t('Optional parameters ({0})', optional),
    notSet: l10n.t('not set'),
    choose: l10n.t('choose one'),
    heldSecret: l10n.t('kept until this tab is closed'),
    valueMissing: l10n.t('A value is required.'),
    body: l10n.t('Body'),
    bodyMissing: l10n.t('A body is required.'),
    mediaType: l10n.t('Media type'),
    fillExample: l10n.t('Fill Example'),
    fillExampleHint: l10n.t('Replaces the body by an example. Undo brings yours back.'),
    sending: l10n.t('Sending…'),
    cancelled: l10n.t('Cancelled.'),
  };
}
