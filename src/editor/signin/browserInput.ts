import { env, l10n, ThemeIcon, type Uri, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';

/** The box that is open while a person is in the browser: for a pasted address, for opening the page again, for giving up. */
export class BrowserInput implements Disposable {
  readonly #store = new DisposableStore();
  readonly #input = this.#store.add(window.createInputBox());
  #url: string | undefined;

  /** Brings a pasted address that passed the check. Rejects never; is pending when the box went away. */
  readonly pasted: Promise<string>;
  /** Fulfilled when the person closed the box. */
  readonly closed: Promise<void>;

  /** @param check why a pasted text is not the address that is awaited; undefined when it is */
  constructor(title: string, prompt: string, check: (pasted: string) => string | undefined) {
    const input = this.#input;
    const open = { iconPath: new ThemeIcon('link-external'), tooltip: l10n.t('Open the Page Again') };
    const copy = { iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy the Address of the Page') };
    input.title = title;
    input.prompt = prompt;
    input.placeholder = l10n.t('Or paste the address that the browser ended at');
    input.ignoreFocusOut = true;
    input.password = true; // such addresses hold codes and tokens
    input.busy = true;
    input.buttons = [open, copy];
    this.#store.add(
      input.onDidChangeValue((value) => {
        input.validationMessage = value === '' ? undefined : check(value.trim());
      }),
    );
    this.#store.add(
      input.onDidTriggerButton((button) => {
        if (this.#url === undefined) return;
        if (button === open) void openInBrowser(this.#url);
        else void env.clipboard.writeText(this.#url);
      }),
    );
    this.pasted = new Promise((resolve) => {
      this.#store.add(
        input.onDidAccept(() => {
          input.validationMessage = check(input.value.trim());
          if (input.validationMessage === undefined) resolve(input.value.trim());
        }),
      );
    });
    this.closed = new Promise((resolve) => {
      this.#store.add(input.onDidHide(() => resolve()));
    });
    input.show();
  }

  /** Opens the page to sign in on, and again whenever the person asks for it. */
  async open(url: string): Promise<void> {
    this.#url = url;
    await openInBrowser(url);
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** As text: a URI of VS Code's own would encode the query anew, and with it the redirect address in it. */
function openInBrowser(url: string): Thenable<boolean> {
  return env.openExternal(url as unknown as Uri); // VS Code takes text as well, which its types do not say
}
