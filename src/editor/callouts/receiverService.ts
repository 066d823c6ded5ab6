import { EventEmitter } from 'vscode';
import type { Arrival } from '../../callouts/receiver/arrival.js';
import type { Receiver } from '../../callouts/receiver/receiver.js';
import type { ConnectorCredentials } from '../../callouts/signature.js';
import type { Disposable } from '../../kernel/disposable.js';

/** The receiver of this window: at most one, stopped with the window. */
export class ReceiverService implements Disposable {
  readonly #changed = new EventEmitter<void>();
  #receiver: Receiver | undefined;

  readonly onDidChange = this.#changed.event;

  /** Undefined while it does not run. */
  get url(): string | undefined {
    return this.#receiver?.url;
  }

  /** Newest first. */
  get arrivals(): readonly Arrival[] {
    return this.#receiver?.arrivals ?? [];
  }

  /**
   * Starts it, or starts it anew with other credentials.
   * @throws {NodeJS.ErrnoException} `EADDRINUSE`
   */
  async start(port: number, credentials: ConnectorCredentials | undefined): Promise<string> {
    await this.#receiver?.close();
    this.#receiver = undefined;
    const { Receiver } = await import('../../callouts/receiver/receiver.js');
    this.#receiver = await Receiver.start({
      port,
      ...(credentials ? { credentials } : {}),
      onArrival: () => this.#changed.fire(),
    });
    this.#changed.fire();
    return this.#receiver.url;
  }

  async stop(): Promise<void> {
    const receiver = this.#receiver;
    this.#receiver = undefined;
    await receiver?.close();
    this.#changed.fire();
  }

  clear(): void {
    this.#receiver?.clear();
    this.#changed.fire();
  }

  dispose(): void {
    void this.#receiver?.close();
    this.#changed.dispose();
  }
}
