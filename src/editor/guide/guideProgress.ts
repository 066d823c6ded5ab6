import { commands, type Memento } from 'vscode';

/** Steps of the guide that a real event completes; each is a context key `concur.guide.<step>`. */
export const GUIDE_STEPS = [
  'sandboxStarted',
  'connectionAdded',
  'tripsRead',
  'tripRead',
  'reportsRead',
  'entriesRead',
  'receiptOpened',
  'lessonRead',
  'signedIn',
  'flowChosen',
] as const;

export type GuideStep = (typeof GUIDE_STEPS)[number];

const KEY = 'concur.guide.done';

/** What the person has done of the guide, remembered for all windows. */
export class GuideProgress {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Tells the walkthrough what was done in earlier windows. */
  async restore(): Promise<void> {
    for (const step of this.#done()) await announce(step);
  }

  async complete(step: GuideStep): Promise<void> {
    const done = this.#done();
    if (done.includes(step)) return;
    await this.#memory.update(KEY, [...done, step]);
    await announce(step);
  }

  #done(): readonly GuideStep[] {
    const known = this.#memory.get<unknown>(KEY);
    return Array.isArray(known) ? GUIDE_STEPS.filter((step) => known.includes(step)) : [];
  }
}

async function announce(step: GuideStep): Promise<void> {
  await commands.executeCommand('setContext', `concur.guide.${step}`, true);
}
