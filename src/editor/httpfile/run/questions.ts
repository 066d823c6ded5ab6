import { type CancellationToken, CancellationTokenSource, l10n, window } from 'vscode';
import type { Prompt } from '../../../httpfile/run/directives.js';
import { labelOf } from '../../../httpfile/run/events.js';
import type { Confirmation, RunPorts } from '../../../httpfile/run/ports.js';

/** Questions of a run in VS Code's own boxes. Answers that are no secrets are offered again next time. */
export class Questions implements Pick<RunPorts<unknown>, 'ask' | 'confirm'> {
  readonly #answers = new Map<string, string>();

  async ask({ name, description, isSecret, suggestion }: Prompt, signal: AbortSignal): Promise<string | undefined> {
    const words = name.startsWith('$') ? description : name;
    const answer = await window.showInputBox(
      {
        title: words || l10n.t('A value for this request'),
        prompt: name.startsWith('$') || description === '' ? l10n.t('The request asks for this value.') : description,
        password: isSecret,
        ignoreFocusOut: true,
        ...(isSecret ? {} : { value: this.#answers.get(name) ?? suggestion ?? '' }),
      },
      toToken(signal),
    );
    if (answer !== undefined && !isSecret) this.#answers.set(name, answer);
    return answer;
  }

  async confirm(question: Confirmation): Promise<boolean> {
    const send = l10n.t('Send');
    const { request } = question;
    const label = labelOf(request);
    const call = `${request.method} ${request.url}`;
    const words =
      question.kind === 'note'
        ? question.text || l10n.t('Send "{0}"?', label)
        : l10n.t('"{0}" needs the answer to "{1}". Send that first?', labelOf(question.neededBy), label);
    return (await window.showWarningMessage(words, { modal: true, detail: call }, send)) === send;
  }
}

/** A signal as VS Code's own token. */
export function toToken(signal: AbortSignal): CancellationToken {
  const source = new CancellationTokenSource();
  if (signal.aborted) source.cancel();
  else signal.addEventListener('abort', () => source.cancel(), { once: true });
  return source.token;
}
