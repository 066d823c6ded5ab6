import { type Disposable, type Event, type Tab, type TabInputText, type TextDocument, window, workspace } from 'vscode';

const PATIENCE_MS = 10_000;

/** Resolves with the first value of `look` that is there, asked again at every `event`; fails with `what` in its message. */
export function waitFor<T>(what: string, event: Event<unknown>, look: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscriptions: Disposable[] = [];
    const timer = setTimeout(() => {
      for (const subscription of subscriptions) subscription.dispose();
      reject(new Error(`Waited in vain for ${what}`));
    }, PATIENCE_MS);
    const check = (): void => {
      const found = look();
      if (found === undefined) return;
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      resolve(found);
    };
    subscriptions.push(event(check));
    check();
  });
}

/** The tab whose label fits, once it is there. */
export function waitForTab(label: RegExp): Promise<Tab> {
  return waitFor(`a tab ${label}`, window.tabGroups.onDidChangeTabs, () =>
    window.tabGroups.all.flatMap(({ tabs }) => tabs).find((tab) => label.test(tab.label)),
  );
}

/** The document that a tab shows. */
export async function documentOf(tab: Tab): Promise<TextDocument> {
  return workspace.openTextDocument((tab.input as TabInputText).uri);
}
