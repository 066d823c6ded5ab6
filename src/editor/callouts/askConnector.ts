import { l10n, QuickInputButtons, window } from 'vscode';
import { ConnectorError, readConnectorUrl } from '../../callouts/connector.js';
import type { ConnectorCredentials } from '../../callouts/signature.js';

/** What the person said of a connector; credentials are absent when those kept should stay. */
export interface AskedConnector {
  readonly name: string;
  readonly url: string;
  readonly credentials?: ConnectorCredentials;
}

interface Step {
  readonly prompt: string;
  readonly placeholder: string;
  readonly isSecret?: boolean;
  /** Why the value will not do; undefined when it does. */
  readonly check: (value: string) => string | undefined;
}

const BACK = Symbol('back');

/**
 * Asks for address, name, user and password, one after the other, with a way back.
 * @param known what an existing connector has; its empty password means: keep the one there is
 * @returns undefined when the person gave up
 */
export async function askConnector(known?: {
  readonly name: string;
  readonly url: string;
}): Promise<AskedConnector | undefined> {
  const steps: readonly Step[] = [
    {
      prompt: l10n.t('Address of the connector. Without a path each callout takes its usual one.'),
      placeholder: 'http://localhost:8080',
      check: checkUrl,
    },
    { prompt: l10n.t('Name of this connector'), placeholder: l10n.t('My connector'), check: notEmpty },
    {
      prompt: known
        ? l10n.t('User name of the registration. Leave it empty to keep user and password.')
        : l10n.t('User name of the registration (10 to 50 characters at Concur)'),
      placeholder: 'connector-user',
      check: (value) => (known && value === '' ? undefined : (notEmpty(value) ?? noColon(value))),
    },
    {
      prompt: l10n.t('Password of the registration; it goes to the secret store only'),
      placeholder: '',
      isSecret: true,
      check: notEmpty,
    },
  ];
  const values = [known?.url ?? '', known?.name ?? '', '', ''];
  const title = known ? l10n.t('Edit Connector') : l10n.t('Add Connector Under Test');
  for (let at = 0; at < steps.length; ) {
    const step = steps[at];
    if (!step) break;
    if (at === 3 && known && values[2] === '') break;
    const answer = await ask(title, step, values[at] ?? '', at + 1, steps.length);
    if (answer === undefined) return undefined;
    if (answer === BACK) at -= 1;
    else {
      values[at] = answer;
      if (at === 0 && values[1] === '') values[1] = new URL(readConnectorUrl(answer)).host;
      at += 1;
    }
  }
  const [url = '', name = '', user = '', password = ''] = values;
  return {
    name: name.trim(),
    url: readConnectorUrl(url),
    ...(user === '' ? {} : { credentials: { user, password } }),
  };
}

function ask(
  title: string,
  step: Step,
  value: string,
  number: number,
  count: number,
): Promise<string | typeof BACK | undefined> {
  const box = window.createInputBox();
  Object.assign(box, { title, value, step: number, totalSteps: count, prompt: step.prompt });
  box.placeholder = step.placeholder;
  box.password = step.isSecret ?? false;
  box.ignoreFocusOut = true;
  box.buttons = number > 1 ? [QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const end = (answer: string | typeof BACK | undefined): void => {
      resolve(answer);
      box.dispose();
    };
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidTriggerButton(() => end(BACK));
    box.onDidHide(() => end(undefined));
    box.onDidAccept(() => {
      box.validationMessage = step.check(box.value);
      if (box.validationMessage === undefined) end(box.value);
    });
    box.show();
  });
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
