import {
  env,
  l10n,
  type QuickInput,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  Uri,
  window,
} from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import type { Choice, ChoiceQuestion, ManyQuestion, TextQuestion } from './question.js';
import { type Ask, BACK, type StepPlace } from './walkSteps.js';

type Answer = string | typeof BACK | undefined;

/**
 * Asks in VS Code's quick input: with a counter, a button to go back, one that opens the page about it, and a check
 * of what is typed. It stays open when the window loses its focus, since ids are often fetched from elsewhere.
 * @param canLeaveFirst whether the first step has a way back as well
 */
export function askInQuickInput(title: string, canLeaveFirst = false): Ask {
  return (question, place) => {
    const frame = { title, place, hasBack: place.step > 1 || canLeaveFirst };
    switch (question.kind) {
      case 'text':
        return askText(question, frame);
      case 'choice':
        return askChoice(question, frame);
      case 'many':
        return askMany(question, frame);
    }
  };
}

interface Frame {
  readonly title: string;
  readonly place: StepPlace;
  readonly hasBack: boolean;
}

function askText(question: TextQuestion, frame: Frame): Promise<Answer> {
  const store = new DisposableStore();
  const input = store.add(window.createInputBox());
  const { prompt, placeholder, isSecret = false, files } = question;
  const buttons = buttonsOf(question.docs, frame);
  const browse = files && { iconPath: new ThemeIcon('folder-opened'), tooltip: l10n.t('Pick a File') };
  input.prompt = prompt;
  input.placeholder = placeholder;
  input.password = isSecret;
  input.value = frame.place.previous ?? question.value ?? '';
  input.buttons = browse ? [...buttons, browse] : buttons;
  let isPicking = false;
  const check = (): string | undefined => question.check?.(input.value.trim());
  return new Promise<Answer>((resolve) => {
    store.add(
      input.onDidChangeValue(() => {
        input.validationMessage = check();
      }),
    );
    store.add(
      input.onDidAccept(() => {
        input.validationMessage = check();
        if (input.validationMessage === undefined) resolve(isSecret ? input.value : input.value.trim());
      }),
    );
    store.add(
      input.onDidTriggerButton(async (button) => {
        if (button !== browse) return press(button, question.docs, resolve);
        isPicking = true; // the dialog may take the place of the input, which is then no giving up
        const [file] = (await window.showOpenDialog({ title: prompt, ...(files && { filters: files }) })) ?? [];
        isPicking = false;
        if (file) input.value = file.fsPath;
        input.validationMessage = check();
        input.show();
      }),
    );
    show(input, frame, store, (answer) => {
      if (!isPicking) resolve(answer);
    });
  }).finally(() => store.dispose());
}

type Row = QuickPickItem & { readonly choice?: Choice };

function askChoice(question: ChoiceQuestion, frame: Frame): Promise<Answer> {
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick<Row>());
  const wanted = frame.place.previous ?? question.value;
  pick.placeholder = question.prompt;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = rowsOf(question.choices);
  pick.activeItems = pick.items.filter(({ choice }) => choice !== undefined && choice.value === wanted);
  pick.buttons = buttonsOf(question.docs, frame);
  return new Promise<Answer>((resolve) => {
    store.add(
      pick.onDidAccept(() => {
        const chosen = pick.activeItems[0]?.choice;
        if (chosen) resolve(chosen.value);
      }),
    );
    store.add(pick.onDidTriggerButton((button) => press(button, question.docs, resolve)));
    store.add(pick.onDidTriggerItemButton(({ item }) => openPage(item.choice?.docs)));
    show(pick, frame, store, resolve);
  }).finally(() => store.dispose());
}

function askMany(question: ManyQuestion, frame: Frame): Promise<Answer> {
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick<Row>());
  const wanted = new Set(frame.place.previous?.split(' '));
  pick.canSelectMany = true;
  pick.placeholder = question.prompt;
  pick.matchOnDescription = true;
  pick.items = rowsOf(question.choices);
  pick.selectedItems = pick.items.filter(({ choice }) => choice !== undefined && wanted.has(choice.value));
  pick.buttons = buttonsOf(question.docs, frame);
  return new Promise<Answer>((resolve) => {
    store.add(
      pick.onDidAccept(() => resolve(pick.selectedItems.flatMap(({ choice }) => choice?.value ?? []).join(' '))),
    );
    store.add(pick.onDidTriggerButton((button) => press(button, question.docs, resolve)));
    show(pick, frame, store, resolve);
  }).finally(() => store.dispose());
}

function rowsOf(choices: readonly Choice[]): Row[] {
  return choices.flatMap((choice): Row[] => {
    const { label, description, detail, docs, group } = choice;
    const row: Row = {
      choice,
      label,
      ...(description === undefined ? {} : { description }),
      ...(detail === undefined ? {} : { detail }),
      ...(docs === undefined ? {} : { buttons: [docsButton()] }),
    };
    return group === undefined ? [row] : [{ label: group, kind: QuickPickItemKind.Separator }, row];
  });
}

function docsButton(): QuickInputButton {
  return { iconPath: new ThemeIcon('info'), tooltip: l10n.t('Open Documentation') };
}

function buttonsOf(docs: string | undefined, { hasBack }: Frame): QuickInputButton[] {
  return [...(hasBack ? [QuickInputButtons.Back] : []), ...(docs === undefined ? [] : [docsButton()])];
}

function press(button: QuickInputButton, docs: string | undefined, resolve: (answer: Answer) => void): void {
  if (button === QuickInputButtons.Back) resolve(BACK);
  else openPage(docs);
}

function openPage(docs: string | undefined): void {
  if (docs !== undefined) void env.openExternal(Uri.parse(docs));
}

function show(input: QuickInput, frame: Frame, store: DisposableStore, resolve: (answer: Answer) => void): void {
  input.title = frame.title;
  input.step = frame.place.step;
  input.totalSteps = frame.place.totalSteps;
  input.ignoreFocusOut = true;
  store.add(input.onDidHide(() => resolve(undefined)));
  input.show();
}
