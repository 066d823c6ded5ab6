import { l10n } from 'vscode';
import { FLOWS, type Flow, type FlowField } from '../../../auth/flows.js';
import type { Choice, Question } from '../../steps/question.js';

/** The ways of signing in, those of today first. */
export function flowChoices(): readonly Choice[] {
  const firstRetired = FLOWS.find(({ isRetired }) => isRetired);
  return FLOWS.map((flow) => ({
    value: flow.id,
    label: flow.title,
    description: flow.isRetired ? l10n.t('retired: migrate to OAuth2') : '',
    detail: flow.explanation,
    docs: flow.isRetired ? MIGRATION : flow.docs,
    ...(flow === FLOWS[0] ? { group: l10n.t('OAuth2') } : {}),
    ...(flow === firstRetired ? { group: l10n.t('Before 2017') } : {}),
  }));
}

/** How an app of before 2017 becomes one of today. */
const MIGRATION = 'https://developer.concur.com/api-reference/authentication/migrationguide.html';

/** The flow with this id; the first one for an id that is none. */
export function flowById(id: string | undefined): Flow | undefined {
  return FLOWS.find((flow) => flow.id === id);
}

/** The id under which a field's answer is kept, apart from those of other flows: their users differ. */
export function fieldId(flow: Flow, { name }: FlowField): string {
  return name === 'clientSecret' ? name : `${flow.id}.${name}`;
}

/**
 * One question for a field of a flow.
 * @param keepsOld whether an empty answer leaves the secret as it is stored
 */
export function fieldQuestion(flow: Flow, field: FlowField, keepsOld: boolean, redirect?: string): Question {
  const hint = field.isSecret && keepsOld ? l10n.t('Leave it empty to keep the stored one.') : `${field.hint}.`;
  const editorUri =
    field.name === 'redirectUri' && redirect !== undefined
      ? ` ${l10n.t('This editor listens at {0} as well.', redirect)}`
      : '';
  return {
    kind: 'text',
    id: fieldId(flow, field),
    prompt: `${field.title}. ${hint}${editorUri}`,
    placeholder: field.isOptional || (field.isSecret && keepsOld) ? l10n.t('optional') : field.hint,
    docs: flow.docs,
    isSecret: field.isSecret,
    ...(field.name === 'redirectUri' ? { value: 'http://localhost' } : {}),
    check: (value) => {
      if (value !== '') return field.check?.(value);
      if (field.isOptional || (field.isSecret && keepsOld)) return undefined;
      return l10n.t('{0} is required.', field.title);
    },
  };
}
