// The wizard for connections, as a person walks through it.
import type { Locator, Page } from 'playwright-core';
import { runCommand } from '../workbench/workbenchPage.js';

/** Answers the wizard's steps in the quick input of a window. */
export class WizardPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator('.quick-input-widget');
  }

  get input(): Locator {
    return this.widget.getByRole('textbox').first();
  }

  /** Waits for a step by its counter, such as `2/9`. */
  async step(number: number): Promise<void> {
    await this.widget
      .locator('.quick-input-title')
      .filter({ hasText: new RegExp(`\\b${number}/\\d`) })
      .waitFor();
  }

  async choose(label: string | RegExp): Promise<void> {
    await this.#page.locator('.quick-input-list').getByRole('option', { name: label }).first().click();
  }

  /** Types the answer to a step and goes on. */
  async answer(number: number, text: string): Promise<void> {
    await this.step(number);
    await this.input.fill(text);
    await this.#page.keyboard.press('Enter');
  }

  /** Goes on with what stands there. */
  async accept(number: number): Promise<void> {
    await this.step(number);
    await this.#page.keyboard.press('Enter');
  }

  /** From the first step to the choice of a flow, at the sandbox of this address. */
  async begin(address: string, flow: string): Promise<void> {
    await runCommand(this.#page, 'Concur: Add Connection...');
    await this.step(1);
    await this.input.fill('Local sandbox'); // rows out of sight do not exist
    await this.choose(/^Local sandbox/);
    await this.answer(2, address);
    await this.step(3);
    await this.input.fill(flow);
    await this.choose(new RegExp(`^${flow.replace(/\W/g, '\\$&')}`));
  }

  /** The steps after the flow: these answers, nothing of the options, a name; then signs in. */
  async finish(answers: readonly string[], name: string): Promise<void> {
    let number = 4;
    for (const text of answers) await this.answer(number++, text);
    await this.accept(number++);
    await this.answer(number, name);
    await this.choose(/Sign in/);
  }

  /** What the last step says once it has signed in. */
  async facts(): Promise<string> {
    await this.widget.getByText('Use it in this window').waitFor();
    return (await this.widget.innerText()).replace(/\s+/g, ' ');
  }
}
