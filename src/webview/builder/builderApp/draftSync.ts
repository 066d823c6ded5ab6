import type { Draft } from '../../../builder/draft.js';
import type { HostClient } from '../../../builder/hostClient.js';
import type { Checked, FormEdit } from '../../../builder/messages.js';

/** What the page does with what the host says of its draft. */
export interface SyncDoor {
  readonly draft: () => Draft | undefined;
  /** A change of the body by its form was made into text. */
  readonly onText: (body: {
    readonly text: string;
    readonly contentType: string;
    readonly readsFiles: boolean;
  }) => void;
  /** The host looked at the newest draft. */
  readonly onChecked: (checked: Checked) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Keeps the host's draft in step with the page's: one question at a time, each about the newest draft, so that typing
 * never waits for an answer and no answer to an older draft takes the place of a newer one.
 */
export class DraftSync {
  readonly #client: HostClient;
  readonly #door: SyncDoor;
  readonly #edits: (FormEdit | { readonly kind: 'file'; readonly path: readonly (string | number)[] })[] = [];
  #isChanged = false;
  #running: Promise<void> | undefined;

  constructor(client: HostClient, door: SyncDoor) {
    this.#client = client;
    this.#door = door;
  }

  /** The draft is another now. */
  changed(): void {
    this.#isChanged = true;
    this.#run();
  }

  /** The body is to be changed by its form, after the changes before. A later value of a field takes the place of one that waits. */
  editBody(edit: FormEdit): void {
    const last = this.#edits.at(-1);
    const isSame =
      last?.kind === 'set' && edit.kind === 'set' && JSON.stringify(last.path) === JSON.stringify(edit.path);
    if (isSame && this.#edits.length > 1) this.#edits.pop();
    this.#edits.push(edit);
    this.#run();
  }

  /** A file is to be chosen for a place of the body. */
  pickFile(path: readonly (string | number)[]): void {
    this.#edits.push({ kind: 'file', path });
    this.#run();
  }

  /** Ends when the host knows the newest draft. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#isChanged || this.#edits.length > 0) this.#run();
    });
  }

  async #work(): Promise<void> {
    try {
      for (let edit = this.#edits[0]; edit; edit = this.#edits[0]) {
        const draft = this.#door.draft();
        if (!draft) return;
        const answer =
          edit.kind === 'file'
            ? await this.#client.ask({ type: 'pickFile', draft, path: [...edit.path] })
            : await this.#client.ask({ type: 'editBody', draft, edit });
        this.#edits.shift();
        this.#door.onText(answer);
        this.#isChanged = true;
      }
      const draft = this.#door.draft();
      if (!draft || !this.#isChanged) return;
      this.#isChanged = false;
      const checked = await this.#client.ask({ type: 'edit', draft });
      if (!this.#isChanged && this.#edits.length === 0) this.#door.onChecked(checked);
    } catch (error) {
      this.#edits.shift();
      this.#door.onFailure(error);
    }
  }
}
