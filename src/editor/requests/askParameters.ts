import { l10n, type Memento, QuickInputButtons, type QuickPickItem, window } from 'vscode';
import { fittingValues } from '../../catalog/fittingValues.js';
import type { Operation, Parameter } from '../../catalog/model.js';
import { describeType, explainMismatch, typeOf } from '../../catalog/schema.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import { DisposableStore } from '../../kernel/disposable.js';

/** The person went one step back. */
const BACK = Symbol('back');

/**
 * Asks for every required parameter, one step each, with description, type check and the value given last time.
 * One can go back. Secrets are typed unseen and not remembered. Undefined when the person gave up.
 * @param given values that need not be asked for, such as those of a pasted URL
 */
export async function askParameters(
  operation: Operation,
  memory: Memento,
  given: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>> | undefined> {
  const values: Record<string, string> = { ...fittingValues(operation, given) };
  const asked = operation.parameters.filter(({ name, required }) => required && values[name] === undefined);
  let step = 0;
  while (step < asked.length) {
    const parameter = asked[step];
    if (!parameter) break;
    const key = isSecretParameter(parameter) ? undefined : `concur.value:${operation.id}:${parameter.name}`;
    const answer = await ask({
      parameter,
      title: operation.title,
      step: step + 1,
      totalSteps: asked.length,
      value: values[parameter.name] ?? given[parameter.name] ?? (key && memory.get<string>(key)) ?? '',
    });
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      step -= 1;
      continue;
    }
    values[parameter.name] = answer;
    if (key) await memory.update(key, answer);
    step += 1;
  }
  return values;
}

interface Question {
  readonly parameter: Parameter;
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly value: string;
}

function ask(question: Question): Promise<string | typeof BACK | undefined> {
  const { schema } = question.parameter;
  const choices = schema.enum?.map(String) ?? (typeOf(schema) === 'boolean' ? ['true', 'false'] : undefined);
  return choices ? askChoice(question, choices) : askText(question);
}

function askText({ parameter, title, step, totalSteps, value }: Question): Promise<string | typeof BACK | undefined> {
  const store = new DisposableStore();
  const input = store.add(window.createInputBox());
  Object.assign(input, {
    title,
    step,
    totalSteps,
    value,
    ignoreFocusOut: true,
    password: isSecretParameter(parameter),
  });
  input.placeholder = `${parameter.name}, ${describeType(parameter.schema)}`;
  input.prompt = `${parameter.name} (${describeType(parameter.schema)}): ${parameter.description}`;
  if (step > 1) input.buttons = [QuickInputButtons.Back];
  const check = (): string | undefined =>
    input.value === '' ? l10n.t('{0} is required.', parameter.name) : explainMismatch(input.value, parameter.schema);
  return new Promise<string | typeof BACK | undefined>((resolve) => {
    store.add(input.onDidChangeValue(() => Object.assign(input, { validationMessage: check() })));
    store.add(
      input.onDidAccept(() => {
        const problem = check();
        if (problem === undefined) resolve(input.value);
        else input.validationMessage = problem;
      }),
    );
    store.add(input.onDidTriggerButton(() => resolve(BACK)));
    store.add(input.onDidHide(() => resolve(undefined)));
    input.show();
  }).finally(() => store.dispose());
}

function askChoice(
  { parameter, title, step, totalSteps, value }: Question,
  choices: readonly string[],
): Promise<string | typeof BACK | undefined> {
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick<QuickPickItem>());
  Object.assign(pick, { title, step, totalSteps, ignoreFocusOut: true });
  pick.placeholder = `${parameter.name}: ${parameter.description}`;
  pick.items = choices.map((label) => ({ label }));
  pick.activeItems = pick.items.filter(({ label }) => label === value);
  if (step > 1) pick.buttons = [QuickInputButtons.Back];
  return new Promise<string | typeof BACK | undefined>((resolve) => {
    store.add(pick.onDidAccept(() => resolve(pick.activeItems[0]?.label)));
    store.add(pick.onDidTriggerButton(() => resolve(BACK)));
    store.add(pick.onDidHide(() => resolve(undefined)));
    pick.show();
  }).finally(() => store.dispose());
}
