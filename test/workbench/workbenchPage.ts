// What a person does in the workbench, found by the roles and labels that a screen reader would read out.
import type { Locator, Page } from 'playwright-core';

/**
 * Runs a command from the palette by its whole title ("Concur: Send Request..."). A title that is not there yet is
 * looked for again: extensions add their commands while the window is already in use.
 * @throws {Error} when the palette does not offer it within `timeoutMs`
 */
export async function runCommand(page: Page, title: string, timeoutMs = 20_000): Promise<void> {
  const limit = performance.now() + timeoutMs;
  const option = page.getByRole('option', { name: startingWith(title, '(,|$)') }).first();
  while (performance.now() < limit) {
    await page.keyboard.press('F1');
    await quickInput(page).fill(`>${title}`);
    const isOffered = await option.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    // A palette that something else closed meanwhile is opened again.
    const isClicked =
      isOffered &&
      (await option.click({ timeout: 5000 }).then(
        () => true,
        () => false,
      ));
    if (isClicked) return;
    await page.keyboard.press('Escape');
  }
  throw new Error(`The palette does not offer "${title}".`);
}

/** Types into the quick input that is open and presses Enter. */
export async function answerQuickInput(page: Page, text: string): Promise<void> {
  await quickInput(page).fill(text);
  await page.keyboard.press('Enter');
}

/** Shows the view container with this label in the side bar; one that is shown already stays. */
export async function openView(page: Page, label: string): Promise<void> {
  const tab = page
    .getByRole('tablist', { name: 'Active View Switcher' })
    .getByRole('tab', { name: startingWith(label) });
  if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
}

/** The item of a tree view by its label or the start of it; only items that are scrolled into view exist. */
export function treeItem(page: Page, label: string | RegExp): Locator {
  return page.getByRole('treeitem', { name: nameOf(label) }).first();
}

/** Clicks an item of a tree view as soon as it is there: opens it, or folds it in or out. */
export async function clickTreeItem(page: Page, label: string | RegExp): Promise<void> {
  await treeItem(page, label).click();
}

/** The editor tab whose label starts with the text or fits the expression, as soon as there is one. */
export async function waitForTab(page: Page, label: string | RegExp, timeoutMs = 20_000): Promise<Locator> {
  const tab = page
    .getByRole('main')
    .getByRole('tab', { name: nameOf(label) })
    .first();
  await tab.waitFor({ timeout: timeoutMs });
  return tab;
}

/** The lines that the active text editor shows (those on the screen, not the whole document). */
export async function readEditor(page: Page): Promise<string> {
  // In one step, for lines come and go; as text, for a function would be rewritten on its way here.
  const text: unknown = await page.evaluate(`
    [...document.querySelectorAll('.editor-group-container.active .monaco-editor .view-line')]
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
      .map((line) => line.textContent.replaceAll('\u00a0', ' '))
      .join('\\n')`);
  return String(text);
}

/** The notification with this text, for clicking its buttons by role. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-toast').filter({ hasText: text }).first();
}

const quickInput = (page: Page) => page.locator('.quick-input-widget').getByRole('textbox').first();

const nameOf = (label: string | RegExp) => (label instanceof RegExp ? label : startingWith(label));

function startingWith(text: string, then = ''): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${then}`);
}
