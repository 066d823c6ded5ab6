import { type CertificateFile, type Connection, type Grant, parseConnection } from '../../../auth/connection.js';
import { type Secrets, withSince } from '../../../auth/credentials.js';
import { type Flow, flowOf } from '../../../auth/flows.js';
import { isConcurUrl } from '../../../auth/geolocation.js';
import type { Answers } from '../../steps/question.js';
import { fieldId, flowById } from './flowQuestions.js';
import { baseOf, placeOfBase } from './places.js';

/** A connection as the answers make it, with the secrets among them apart. */
export interface DraftConnection {
  readonly connection: Connection;
  /** Only those that were typed. */
  readonly secrets: Secrets;
}

/**
 * @param base what goes on as it was: the id, and hosts that were allowed
 * @throws {Error} for answers that the questions' checks would not have let through
 */
export function draftFromAnswers(answers: Answers, base: Pick<Connection, 'id' | 'allowedHosts'>): DraftConnection {
  const flow = flowById(answers.flow);
  const geolocation = addressOf(answers);
  const certificate = certificateOf(answers);
  const scopes = answers.scopes?.split(' ').filter(Boolean) ?? [];
  const connection = parseConnection({
    ...base,
    name: answers.name,
    kind: answers.place === 'sandbox' ? 'sandbox' : isConcurUrl(geolocation) ? 'concur' : 'custom',
    geolocation,
    clientId: answers.clientId?.trim() ?? '',
    grant: flow && grantOf(flow, answers),
    ...(answers.options?.split(' ').includes('production') ? { isProduction: true } : {}),
    ...(certificate ? { certificate } : {}),
    ...(scopes.length > 0 ? { scopes } : flow?.grant === 'authorizationCode' ? { scopes: ['openid'] } : {}),
  });
  if (!flow || !connection) throw new Error('The answers make no connection');
  return { connection, secrets: secretsFromAnswers(flow, answers) };
}

/** The answers that would make this connection; secrets are left out. */
export function answersFromConnection(connection: Connection): Answers {
  const { grant, certificate } = connection;
  const flow = flowOf(grant);
  const values: Readonly<Record<string, unknown>> = { ...grant };
  const fields = flow.fields.flatMap((field) => {
    const value = values[field.name];
    return typeof value === 'string' ? [[fieldId(flow, field), value] as const] : [];
  });
  const options = [...(connection.isProduction ? ['production'] : []), ...(certificate ? [certificate.format] : [])];
  return {
    ...placeAnswers(connection),
    flow: flow.id,
    clientId: connection.clientId,
    ...Object.fromEntries(fields),
    scopes: connection.scopes?.join(' ') ?? '',
    options: options.join(' '),
    ...(certificate ? { certificatePath: certificate.path } : {}),
    ...(certificate?.format === 'pem' && certificate.keyPath !== undefined ? { keyPath: certificate.keyPath } : {}),
    name: connection.name,
  };
}

/** The answers on where a connection leads. */
export function placeAnswers({ kind, geolocation }: Pick<Connection, 'kind' | 'geolocation'>): Answers {
  const place = kind === 'sandbox' ? 'sandbox' : placeOfBase(geolocation);
  return { place, ...(place === 'custom' || place === 'sandbox' ? { [`${place}.address`]: geolocation } : {}) };
}

function addressOf(answers: Answers): string {
  return baseOf(answers.place) ?? answers[`${answers.place}.address`] ?? '';
}

function grantOf(flow: Flow, answers: Answers): Partial<Grant> {
  const given = flow.fields
    .filter(({ isSecret }) => !isSecret)
    .flatMap((field) => {
      const value = answers[fieldId(flow, field)] ?? '';
      return value === '' ? [] : [[field.name, value] as const];
    });
  return {
    kind: flow.grant,
    ...Object.fromEntries(given),
    ...(flow.grant === 'password' ? { credtype: flow.id === 'company' ? 'authtoken' : 'password' } : {}),
  } as Partial<Grant>; // read by the schema before it is believed
}

/** The secrets among the answers to a flow's questions. */
export function secretsFromAnswers(flow: Flow, answers: Answers): Secrets {
  const typed = flow.fields
    .filter(({ isSecret }) => isSecret)
    .flatMap((field) => {
      const value = answers[fieldId(flow, field)] ?? '';
      return value === '' ? [] : [[field.name, field.name === 'password' ? value : value.trim()] as const];
    });
  const passphrase = answers.passphrase ? { passphrase: answers.passphrase } : {};
  const secrets: Secrets = { ...Object.fromEntries(typed), ...passphrase };
  return withSince(secrets, {}, new Date());
}

function certificateOf(answers: Answers): CertificateFile | undefined {
  const options = answers.options?.split(' ') ?? [];
  const path = answers.certificatePath ?? '';
  if (path === '') return undefined;
  if (options.includes('pfx')) return { format: 'pfx', path };
  if (!options.includes('pem')) return undefined;
  return { format: 'pem', path, ...(answers.keyPath ? { keyPath: answers.keyPath } : {}) };
}
