import { l10n } from 'vscode';
import { ConnectorError, readConnectorUrl } from '../../callouts/connector.js';
import type { ConnectorCredentials } from '../../callouts/signature.js';
import { askInQuickInput } from '../steps/askInQuickInput.js';
import type { Answers, Question } from '../steps/question.js';
import { walkSteps } from '../steps/walkSteps.js';

/** What the person said of a connector; credentials are absent when those kept should stay. */
export interface AskedConnector {
  readonly name: string;
  readonly url: string;
  readonly credentials?: ConnectorCredentials;
}

/** A connector that is edited. */
interface KnownConnector {
  readonly name: string;
  readonly url: string;
}

const DOCS = 'https://developer.concur.com/api-reference/callouts/callouts-application-connectors.html';

/**
 * Asks for address, name, user and password, with a way back.
 * @param known what is edited; an empty user name means: keep the user and password there are
 * @returns undefined when the person gave up
 */
export async function askConnector(known?: KnownConnector): Promise<AskedConnector | undefined> {
  const title = known ? l10n.t('Edit Connector') : l10n.t('Add Connector Under Test');
  const walked = await walkSteps((answers) => questions(answers, known), askInQuickInput(title));
  if (walked.kind !== 'done') return undefined;
  const { url = '', name = '', user = '', password = '' } = walked.answers;
  return { name, url: readConnectorUrl(url), ...(user === '' ? {} : { credentials: { user, password } }) };
}

function questions({ url, user }: Answers, known: KnownConnector | undefined): readonly Question[] {
  const keepsCredentials = known !== undefined && user === '';
  return [
    {
      kind: 'text',
      id: 'url',
      prompt: l10n.t('Address of the connector. Without a path each callout takes its usual one.'),
      placeholder: 'http://localhost:8080',
      docs: DOCS,
      check: checkUrl,
      ...(known ? { value: known.url } : {}),
    },
    {
      kind: 'text',
      id: 'name',
      prompt: l10n.t('Name of this connector'),
      value: known?.name ?? (url !== undefined && URL.canParse(url) ? new URL(url).host : ''),
      check: notEmpty,
    },
    {
      kind: 'text',
      id: 'user',
      prompt: known
        ? l10n.t('User name of the registration. Leave it empty to keep user and password.')
        : l10n.t('User name of the registration (10 to 50 characters at Concur)'),
      check: (value) => (known && value === '' ? undefined : (notEmpty(value) ?? noColon(value))),
    },
    ...(keepsCredentials
      ? []
      : [
          {
            kind: 'text',
            id: 'password',
            prompt: l10n.t('Password of the registration; it goes to the secret store only'),
            isSecret: true,
            check: notEmpty,
          } as const,
        ]),
  ];
}

function checkUrl(value: string): string | undefined {
  try {
    readConnectorUrl(value);
    return undefined;
  } catch (error) {
    if (error instanceof ConnectorError) return error.message;
    throw error;
  }
}

function notEmpty(value: string): string | undefined {
  return value.trim() === '' ? l10n.t('Something is needed here.') : undefined;
}

function noColon(value: string): string | undefined {
  return value.includes(':') ? l10n.t('HTTP Basic cannot carry a user name with a colon.') : undefined;
}
