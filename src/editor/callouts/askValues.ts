import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { Callout, CalloutField } from '../../callouts/callout.js';
import type { CalloutValues } from '../../callouts/message.js';

interface FieldItem extends QuickPickItem {
  readonly field?: CalloutField;
}

/**
 * Shows the fields of a callout with their values; picking one changes it, the first row sends.
 * @param known values of the last time
 * @returns undefined when the person gave up
 */
export async function askValues(callout: Callout, known: CalloutValues): Promise<CalloutValues | undefined> {
  if (callout.fields.length === 0) return {};
  let values = known;
  for (;;) {
    const items: FieldItem[] = [
      { label: `$(play) ${l10n.t('Send')}`, description: l10n.t('with these values') },
      { label: l10n.t('Fields'), kind: QuickPickItemKind.Separator },
      ...callout.fields.map((field) => toItem(field, values)),
    ];
    const picked: FieldItem | undefined = await window.showQuickPick(items, {
      title: callout.title,
      placeHolder: l10n.t('Send, or pick a field to change it'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (!picked) return undefined;
    if (!picked.field) return values;
    const value = await askValue(picked.field, values[picked.field.name] ?? picked.field.usual ?? '');
    if (value !== undefined) values = { ...values, [picked.field.name]: value };
  }
}

function toItem(field: CalloutField, values: CalloutValues): FieldItem {
  const value = values[field.name] ?? field.usual ?? '';
  return {
    label: field.name,
    description: value === '' ? l10n.t('(as usual)') : value,
    detail: field.description,
    field,
  };
}

async function askValue(
  { name, description, values, maxLength }: CalloutField,
  value: string,
): Promise<string | undefined> {
  if (values) return window.showQuickPick([...values], { title: name, placeHolder: description });
  return window.showInputBox({
    title: name,
    prompt: description,
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      maxLength !== undefined && text.length > maxLength
        ? l10n.t('At most {0} characters; this has {1}.', maxLength, text.length)
        : undefined,
  });
}
