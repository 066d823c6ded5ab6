import { l10n } from 'vscode';
import { parseGeolocation } from '../../../auth/geolocation.js';
import { isLoopbackHost } from '../../../kernel/loopbackHost.js';
import type { Answers, Question } from '../../steps/question.js';
import { fieldQuestion, flowById, flowChoices } from './flowQuestions.js';
import { placeChoices, UNKNOWN_PLACE } from './places.js';

/** What the questions depend on beside the answers. */
export interface QuestionSurroundings {
  /** Names that are taken, in lower case. */
  readonly takenNames: ReadonlySet<string>;
  /** Address of the local sandbox, running or not. */
  readonly sandboxUrl: string;
  /** Scopes that the catalogue's operations need. */
  readonly scopes: readonly string[];
  /** Where this editor catches redirects. */
  readonly editorRedirect: string;
  /** Names of the secrets from before, which need not be given again. */
  readonly kept: ReadonlySet<string>;
}

const DOCS = 'https://developer.concur.com/api-reference/authentication/getting-started.html';

/** The questions of the wizard that these answers lead to, in order. */
export function connectionQuestions(answers: Answers, around: QuestionSurroundings): readonly Question[] {
  const flow = flowById(answers.flow);
  return [
    {
      kind: 'choice',
      id: 'place',
      prompt: l10n.t('Where does the company live?'),
      docs: 'https://developer.concur.com/platform/base-uris.html',
      choices: placeChoices(),
      value: UNKNOWN_PLACE,
    },
    ...(answers.place === 'custom' || answers.place === 'sandbox' ? [addressQuestion(answers.place, around)] : []),
    {
      kind: 'choice',
      id: 'flow',
      prompt: l10n.t('How do you sign in?'),
      docs: DOCS,
      choices: flowChoices(),
      value: 'native',
    },
    ...(flow && flow.id !== 'accessToken' ? [clientIdQuestion(flow.isRetired)] : []),
    ...(flow?.fields.map((field) => fieldQuestion(flow, field, around.kept.has(field.name), around.editorRedirect)) ??
      []),
    ...(flow?.grant === 'authorizationCode' || flow?.grant === 'legacyWeb' ? [scopesQuestion(around.scopes)] : []),
    optionsQuestion(),
    ...certificateQuestions(answers),
    nameQuestion(answers, around.takenNames),
  ];
}

function addressQuestion(place: 'custom' | 'sandbox', { sandboxUrl }: QuestionSurroundings): Question {
  return {
    kind: 'text',
    id: `${place}.address`,
    prompt:
      place === 'sandbox'
        ? l10n.t('Address of the sandbox. The one of this window runs there when it is started.')
        : l10n.t('Address of the host: https, and no path.'),
    placeholder: 'https://concur-gateway.example.com',
    ...(place === 'sandbox' ? { value: sandboxUrl } : {}),
    check: (value) => {
      const geolocation = parseGeolocation(value);
      if (!geolocation) return l10n.t('Write a whole address, such as https://concur-gateway.example.com.');
      const { hostname, protocol } = new URL(geolocation);
      const isHere = isLoopbackHost(hostname);
      if (protocol === 'http:' && !isHere) return l10n.t('Secrets go by https only, except to this computer.');
      return place === 'sandbox' && !isHere
        ? l10n.t('The sandbox is on this computer: http://127.0.0.1:8726.')
        : undefined;
    },
  };
}

/** Asks for the id of the app. @param isRetired for a consumer key of before 2017 */
export function clientIdQuestion(isRetired: boolean): Question {
  return {
    kind: 'text',
    id: 'clientId',
    prompt: isRetired
      ? l10n.t('Consumer key of the app.')
      : l10n.t('Client id of the app: a UUID that comes from SAP Concur or the app management.'),
    placeholder: isRetired ? '' : '00000000-0000-0000-0000-000000000000',
    docs: DOCS,
    check: (value) => {
      if (value === '') return l10n.t('An app has a client id. Without one, use a token from elsewhere.');
      if (/\s/.test(value)) return l10n.t('There is a space in it.');
      return isRetired || UUID.test(value)
        ? undefined
        : l10n.t('A client id is a UUID: 32 hexadecimal digits in five groups.');
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function scopesQuestion(scopes: readonly string[]): Question {
  return {
    kind: 'many',
    id: 'scopes',
    prompt: l10n.t('Which scopes shall it ask for? None ticked: openid alone.'),
    docs: 'https://developer.concur.com/api-reference/authentication/scopes.html',
    choices: scopes.map((scope) => ({ value: scope, label: scope })),
  };
}

function optionsQuestion(): Question {
  return {
    kind: 'many',
    id: 'options',
    prompt: l10n.t('Tick what applies, or go on.'),
    choices: [
      {
        value: 'production',
        label: l10n.t('Live data'),
        detail: l10n.t('Marked as production everywhere it is named.'),
      },
      {
        value: 'pfx',
        label: l10n.t('Client certificate in a PFX file'),
        detail: l10n.t('Mutual TLS, with a passphrase'),
      },
      {
        value: 'pem',
        label: l10n.t('Client certificate in PEM files'),
        detail: l10n.t('Mutual TLS, with certificate and key'),
      },
    ],
  };
}

function certificateQuestions(answers: Answers): readonly Question[] {
  const options = answers.options?.split(' ') ?? [];
  const isPfx = options.includes('pfx');
  if (!isPfx && !options.includes('pem')) return [];
  const isPath = (value: string): string | undefined =>
    value === '' ? l10n.t('Pick the file with the button.') : undefined;
  const passphrase: Question = {
    kind: 'text',
    id: 'passphrase',
    prompt: l10n.t('Passphrase of the key; empty when it has none.'),
    isSecret: true,
  };
  if (isPfx) {
    const files = { PFX: ['pfx', 'p12'] };
    return [
      {
        kind: 'text',
        id: 'certificatePath',
        prompt: l10n.t('PFX file with certificate and key.'),
        files,
        check: isPath,
      },
      passphrase,
    ];
  }
  const files = { PEM: ['pem', 'crt', 'cer', 'key'] };
  return [
    { kind: 'text', id: 'certificatePath', prompt: l10n.t('PEM file with the certificate.'), files, check: isPath },
    { kind: 'text', id: 'keyPath', prompt: l10n.t('PEM file with the key; empty when it is in the same file.'), files },
    passphrase,
  ];
}

function nameQuestion(answers: Answers, taken: ReadonlySet<string>): Question {
  const place = placeChoices().find(({ value }) => value === answers.place);
  const label = place && place.value !== UNKNOWN_PLACE ? place.label : 'Concur';
  const user = Object.entries(answers).find(([id, value]) => id === `${answers.flow}.username` && value !== '')?.[1];
  return {
    kind: 'text',
    id: 'name',
    prompt: l10n.t('What shall it be called? Its name is shown wherever it is used.'),
    value: freeName(user === undefined || answers.flow === 'company' ? label : `${label} ${user}`, taken),
    check: (value) => {
      if (value === '') return l10n.t('A connection needs a name.');
      return taken.has(value.toLowerCase()) ? l10n.t('There is a connection of this name already.') : undefined;
    },
  };
}

/** The name, with a number behind it when it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
