import { type LogOutputChannel, l10n } from 'vscode';
import type { HostHandlers } from '../../builder/answerRequest.js';
import { type Draft, withBody, withoutSecrets } from '../../builder/draft.js';
import type { Checked, Done, Failed, Preview, Status, ToPanel } from '../../builder/messages.js';
import { type Catalog, UnknownOperationError } from '../../catalog/catalog.js';
import { fittingValues } from '../../catalog/fittingValues.js';
import type { Operation } from '../../catalog/model.js';
import { preferredMediaType, sampleBody } from '../../catalog/sample.js';
import { formatDuration } from '../../response/summary.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import { adviseOnError } from '../host/advice.js';
import { openFilled, sendFilled } from '../requests/index.js';
import type { PickedOperation } from '../requests/pickOperation.js';
import type { RequestRunner, SendingOutcome } from '../requests/requestRunner.js';
import { inspectDraft, type Secrets, valuesToSend, valuesToWrite } from './inspectDraft.js';
import { toOperationView } from './operationView.js';
import { panelWords } from './panelWords.js';
import { secretNames, withPlaceholders } from './secrets.js';

/** What a panel needs to do its work. */
export interface SessionNeeds {
  readonly catalog: Catalog;
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly log: LogOutputChannel;
}

/** The state of a panel that outlived its window is of no form that this version knows. */
class UnreadableDraftError extends Error {
  override readonly name = 'UnreadableDraftError';
}

/** What a session starts with. */
export interface SessionStart {
  /** Undefined when it could not be read; the page then says so. */
  readonly draft: Draft | undefined;
  readonly secrets: Secrets;
}

/** The first draft of an operation: the given values that fit, secrets apart, and an example of its body. */
export function startOperation(operation: Operation, given: PickedOperation['values']): SessionStart {
  const values = Object.entries(fittingValues(operation, given));
  const secret = new Set(secretNames(operation));
  const parameters = Object.fromEntries(values.filter(([name]) => !secret.has(name)));
  const secrets = new Map(values.filter(([name]) => secret.has(name)));
  const draft: Draft = { version: 1, operationId: operation.id, parameters };
  const media = preferredMediaType(operation);
  if (!media) return { draft, secrets };
  const { mediaType, text } = sampleBody(media);
  return { draft: withBody(draft, media.mediaType, { contentType: mediaType, text }), secrets };
}

/**
 * One request being built: holds the draft, the secrets typed for it and how its last sending went, for as long as its
 * panel is open, and answers the page, which is made anew whenever the panel comes to the front again.
 */
export class BuilderSession {
  readonly #needs: SessionNeeds;
  readonly #post: (message: ToPanel) => void;
  readonly #reveal: () => void;
  readonly #secrets: Map<string, string>;
  #operation: Promise<Operation> | undefined;
  #draft: Draft | undefined;
  #status: Status = { kind: 'unsent' };
  #cancel: (() => void) | undefined;

  /**
   * @param post says something to the page, which may not be there
   * @param reveal brings the panel to the front
   */
  constructor(
    needs: SessionNeeds,
    { draft, secrets }: SessionStart,
    { post, reveal }: { readonly post: (message: ToPanel) => void; readonly reveal: () => void },
  ) {
    this.#needs = needs;
    this.#draft = draft;
    this.#secrets = new Map(secrets);
    this.#post = post;
    this.#reveal = reveal;
  }

  readonly handlers: HostHandlers = {
    ready: async ({ id }) => {
      const draft = this.#readableDraft();
      this.#operation = undefined;
      const operation = await this.#readOperation();
      const apis = await this.#needs.catalog.apis();
      const view = toOperationView(
        operation,
        apis.find((api) => api.id === operation.replacedBy),
      );
      return {
        type: 'shown',
        id,
        view,
        words: panelWords(view),
        draft,
        keep: keepable(operation, draft),
        heldSecrets: [...this.#secrets.keys()],
        preview: this.#inspect(operation, draft),
        status: this.#status,
      };
    },
    edit: async ({ id, draft }) => this.#check(id, draft),
    keepSecret: async ({ id, name, value }) => {
      if (value === '') this.#secrets.delete(name);
      else this.#secrets.set(name, value);
      return this.#check(id, this.#readableDraft());
    },
    makeExample: async ({ id, mediaType }) => {
      const media = (await this.#readOperation()).requestBody?.content.find((one) => one.mediaType === mediaType);
      if (!media) return failed(id, l10n.t('This operation takes no body of the type {0}.', mediaType));
      const { mediaType: contentType, text } = sampleBody(media);
      return { type: 'example', id, contentType, text };
    },
    send: async ({ id, draft }) => {
      this.#draft = draft;
      const operation = await this.#readOperation();
      const { problems, bodyProblem } = this.#inspect(operation, draft);
      const missing = Object.keys(problems).filter((name) => problems[name]?.kind === 'missing');
      if (bodyProblem?.kind === 'missing') missing.push(l10n.t('Body'));
      if (missing.length > 0) return failed(id, l10n.t('Fill in {0} first.', missing.join(', ')));
      if (operation.caller === 'concur') return failed(id, l10n.t('Concur makes this call; it is not sent from here.'));
      if (this.#status.kind === 'sending') return failed(id, l10n.t('The last sending is still on its way.'));
      await sendFilled(operation, valuesToSend(operation, draft, this.#secrets), this.#needs.runner, {
        isBeside: true, // so that request and response are seen together
        showRequest: this.#reveal,
        watcher: {
          began: (cancel) => {
            this.#cancel = cancel;
            this.#tell({ kind: 'sending' });
          },
          ended: (outcome) => this.#tell(toStatus(outcome)),
        },
      });
      return done(id);
    },
    cancel: async ({ id }) => {
      this.#cancel?.();
      return done(id);
    },
    openAsFile: async ({ id, draft }) => {
      this.#draft = draft;
      const operation = await this.#readOperation();
      await openFilled(operation, valuesToWrite(operation, draft, this.#secrets));
      return done(id);
    },
  };

  /** To be called when the connection may be another, or have another token: address and scopes are told anew. */
  async connectionChanged(): Promise<void> {
    const operation = await this.#operation?.catch(() => undefined); // the page was told of that when it asked
    if (operation && this.#draft) this.#post({ type: 'preview', preview: this.#inspect(operation, this.#draft) });
  }

  /** What to say when a request of the page could not be answered. A bug is logged. */
  explain(error: unknown): string {
    if (error instanceof UnreadableDraftError) {
      return l10n.t('What this tab held was written by another version. Open the operation again.');
    }
    if (error instanceof UnknownOperationError) {
      return l10n.t('The operation {0} is no longer in the catalogue.', error.operationId);
    }
    const advice = adviseOnError(error);
    if (advice) return advice.what;
    this.#needs.log.error(error instanceof Error ? error : String(error));
    return l10n.t('Something went wrong inside Concur API Explorer. Its log says more.');
  }

  async #check(id: number, draft: Draft): Promise<Checked> {
    this.#draft = draft;
    const operation = await this.#readOperation();
    return { type: 'checked', id, preview: this.#inspect(operation, draft), keep: keepable(operation, draft) };
  }

  #inspect(operation: Operation, draft: Draft): Preview {
    const { connections, runner } = this.#needs;
    const scopes = operation.server === undefined ? connections.active?.keeper.known?.scopes : undefined;
    return inspectDraft(operation, draft, this.#secrets, {
      base: runner.knownGeolocation(),
      ...(scopes ? { scopes } : {}),
    });
  }

  #readableDraft(): Draft {
    if (!this.#draft) throw new UnreadableDraftError();
    return this.#draft;
  }

  /** Read once, because that takes too long for a keystroke, and again with every new page. */
  #readOperation(): Promise<Operation> {
    this.#operation ??= this.#needs.catalog.operation(this.#readableDraft().operationId);
    return this.#operation;
  }

  #tell(status: Status): void {
    this.#status = status;
    this.#post({ type: 'status', status });
  }
}

/** The draft as it may outlive the window. */
function keepable(operation: Operation, draft: Draft): Draft {
  return withoutSecrets(draft, secretNames(operation), withPlaceholders);
}

function toStatus(outcome: SendingOutcome): Status {
  switch (outcome.kind) {
    case 'answered': {
      const { status, statusText } = outcome.exchange.response;
      const summary = `${status} ${statusText}`.trim();
      return {
        kind: 'answered',
        summary: `${summary} · ${formatDuration(outcome.exchange.timings.totalMs)}`,
        isRefused: status >= 400,
      };
    }
    case 'failed':
      return { kind: 'failed', what: outcome.what ?? l10n.t('Nothing was sent. The log says more.') };
    case 'cancelled':
      return { kind: 'cancelled' };
  }
}

function done(id: number): Done {
  return { type: 'done', id };
}

function failed(id: number, what: string): Failed {
  return { type: 'failed', id, what };
}
