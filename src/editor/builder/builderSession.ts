import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { commands, env, type LogOutputChannel, l10n, type Memento, type SecretStorage, Uri, window } from 'vscode';
import type { HostHandlers } from '../../builder/answerRequest.js';
import { bodyToSend, type Draft } from '../../builder/draft.js';
import type { Checked, Done, Failed, Preview, Status, ToPanel } from '../../builder/messages.js';
import { type Catalog, UnknownOperationError } from '../../catalog/catalog.js';
import type { MediaType, Operation } from '../../catalog/model.js';
import { sampleBody } from '../../catalog/sample.js';
import { MissingParameterError } from '../../http/assemble.js';
import { isSnippetId, SNIPPET_KINDS, toSnippet } from '../../http/snippet.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import { adviseOnError } from '../host/advice.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import type { ResponseStore } from '../responses/responseStore.js';
import { editBody, findingsOf, formOf, withFile } from './bodyForm/bodyForm.js';
import { readBuilderSettings } from './builderSettings.js';
import { connectionsOf, tokenOf } from './connectionViews.js';
import { toHttpRequest } from './draftRequest.js';
import { inspectDraft, requestToSend, requestToWrite } from './inspectDraft.js';
import { KNOWN_HEADERS, METHODS } from './knownHeaders.js';
import { blankView, toOperationView } from './operationView.js';
import { PanelResults } from './panelResults.js';
import { panelWords } from './panelWords.js';
import { authKey, prepareDraft, UnfilledError } from './prepareDraft.js';
import { rememberedValues, rememberValues, suggestionsFor } from './rememberedValues.js';
import { onlyRequired } from './requiredSample.js';
import { SourceGoneError, saveRequest } from './saveRequest.js';
import { keepable } from './secrets.js';
import { freshBody, type SessionStart } from './startDraft.js';

/** What a panel needs to do its work. */
export interface SessionNeeds {
  readonly catalog: Catalog;
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly responses: ResponseStore;
  readonly work: BackgroundWork;
  /** Remembers the values of parameters. */
  readonly memory: Memento;
  readonly secrets: SecretStorage;
  readonly log: LogOutputChannel;
}

/** What a session does to the panel around it. */
export interface PanelDoor {
  /** Says something to the page, which may not be there. */
  readonly post: (message: ToPanel) => void;
  /** Brings the panel to the front. */
  readonly reveal: () => void;
  /** Opens another builder. */
  readonly openOperation: (id: string) => Promise<void>;
}

/** The state of a panel that outlived its window is of no form that this version knows. */
class UnreadableDraftError extends Error {
  override readonly name = 'UnreadableDraftError';
}

/**
 * One request being built: holds the draft, the secrets typed for it and the answers it got, for as long as its panel is
 * open, and answers the page, which is made anew whenever the panel comes to the front again.
 */
export class BuilderSession {
  readonly #needs: SessionNeeds;
  readonly #door: PanelDoor;
  readonly #typed: Map<string, string>;
  readonly #results: PanelResults;
  #operation: Promise<Operation | undefined> | undefined;
  #draft: Draft | undefined;
  #status: Status = { kind: 'unsent' };
  #cancel: (() => void) | undefined;
  #holdsAuth = false;

  constructor(needs: SessionNeeds, { draft, secrets }: SessionStart, door: PanelDoor) {
    this.#needs = needs;
    this.#draft = draft;
    this.#typed = new Map(secrets);
    this.#door = door;
    this.#results = new PanelResults(needs.responses, needs.work);
  }

  readonly handlers: HostHandlers = {
    ready: async ({ id }) => {
      this.#operation = undefined;
      const operation = await this.#readOperation();
      const draft = completeMethod(this.#readableDraft(), operation);
      this.#draft = draft;
      await this.#needs.connections.load();
      this.#holdsAuth = (await this.#needs.secrets.get(authKey(draft))) !== undefined;
      const view = operation ? await this.#viewOf(operation) : blankView();
      const result = await this.#results.latest();
      return {
        type: 'shown',
        id,
        view,
        words: panelWords(view),
        draft,
        keep: keepable(operation, draft),
        heldSecrets: [...this.#typed.keys()],
        preview: await this.#inspect(operation, draft),
        status: this.#status,
        ...(result ? { result } : {}),
        layout: readBuilderSettings().layout,
        snippets: SNIPPET_KINDS.map(({ id: kind, label }) => ({ id: kind, label })),
        knownHeaders: KNOWN_HEADERS.map(({ name, values }) => ({ name, values })),
        methods: METHODS,
      };
    },
    edit: async ({ id, draft }) => this.#check(id, draft),
    editBody: async ({ id, draft, edit }) => {
      this.#draft = draft;
      const body = bodyToSend(draft);
      if (!body) return failed(id, l10n.t('There is no body to change.'));
      const schema = (await this.#mediaOf(draft))?.schema ?? {};
      const { text, contentType, readsFiles = false } = editBody(body, edit, schema);
      return { type: 'text', id, text, contentType, readsFiles };
    },
    pickFile: async ({ id, draft, path: place }) => {
      this.#draft = draft;
      const body = bodyToSend(draft);
      if (!body) return failed(id, l10n.t('There is no body to change.'));
      const picked = await window.showOpenDialog({ title: l10n.t('File to Send'), canSelectMany: false });
      const file = picked?.[0];
      const same = { type: 'text', id, text: body.text, contentType: body.contentType } as const;
      if (!file) return { ...same, readsFiles: body.readsFiles ?? false };
      const { default: mime } = await import('mime');
      const mediaType = mime.getType(file.fsPath) ?? 'application/octet-stream';
      const changed = withFile(body, place[0] ?? 'file', {
        path: file.fsPath,
        name: path.basename(file.fsPath),
        mediaType,
      });
      return { ...same, text: changed.text, readsFiles: true };
    },
    keepSecret: async ({ id, name, value }) => {
      if (value === '') this.#typed.delete(name);
      else this.#typed.set(name, value);
      return this.#check(id, this.#readableDraft());
    },
    keepAuth: async ({ id, value }) => {
      const draft = this.#readableDraft();
      if (value === '') await this.#needs.secrets.delete(authKey(draft));
      else await this.#needs.secrets.store(authKey(draft), value);
      this.#holdsAuth = value !== '';
      return this.#check(id, draft);
    },
    makeExample: async ({ id, mediaType, onlyRequired: isSmall }) => {
      const operation = await this.#readOperation();
      const media = operation?.requestBody?.content.find((one) => one.mediaType === mediaType);
      if (!media) return { type: 'example', id, ...freshBody(mediaType), readsFiles: false };
      const { mediaType: contentType, text } = isSmall ? onlyRequired(media) : sampleBody(media);
      return { type: 'example', id, contentType, text: text.replaceAll('\r\n', '\n'), readsFiles: false };
    },
    send: async ({ id, draft }) => this.#send(id, draft),
    cancel: async ({ id }) => {
      this.#cancel?.();
      return done(id);
    },
    saveAs: async ({ id, draft, where }) => {
      this.#draft = draft;
      const operation = await this.#readOperation();
      const isOutbound = operation?.caller === 'concur';
      const request = requestToWrite(operation, draft, this.#typed);
      const { auth } = draft;
      const connection =
        auth.kind === 'connection' && auth.id !== undefined
          ? this.#needs.connections.find(auth.id)?.connection.name
          : undefined;
      const source = await saveRequest(
        isOutbound ? { ...request, url: `{{connector}}${request.url}` } : request,
        where,
        {
          heading: {
            title: operation?.title ?? `${request.method} ${request.url}`,
            ...(connection === undefined ? {} : { connection }),
          },
          preface: isOutbound
            ? `# ${l10n.t('What Concur sends to your connector')}\n@connector = https://localhost:8443\n\n`
            : '',
          source: draft.source,
        },
      );
      if (source) {
        this.#draft = { ...draft, source };
        this.#door.post({ type: 'moved', source });
      }
      return done(id);
    },
    makeSnippet: async ({ id, draft, kind }) => {
      const operation = await this.#readOperation();
      if (!isSnippetId(kind)) return failed(id, l10n.t('There is no snippet of the kind {0}.', kind));
      return { type: 'snippet', id, text: this.#snippet(operation, draft, kind) };
    },
    copy: async ({ id, text }) => {
      await env.clipboard.writeText(text);
      return done(id);
    },
    openReplacement: async ({ id }) => {
      const operation = await this.#readOperation();
      const api = (await this.#needs.catalog.apis()).find((one) => one.id === operation?.replacedBy);
      const twin =
        api?.operations.find(({ name }) => name === operation?.name) ??
        api?.operations.find(({ method, resource }) => method === operation?.method && resource === operation.resource);
      if (twin) await this.#door.openOperation(twin.id);
      else if (api) await commands.executeCommand('concur.openBuilder');
      return done(id);
    },
    showResult: async ({ id, index }) => {
      const result = await this.#results.view(index);
      return result
        ? { type: 'result', id, result }
        : failed(id, l10n.t('That answer is gone. Send the request again.'));
    },
    openResult: async ({ id, index, how }) => {
      await (how === 'tab' ? this.#results.open(index) : this.#results.compare(index));
      return done(id);
    },
    table: async ({ id, index, message }) => {
      const answer = await this.#results.table(index, message);
      return { type: 'table', id, ...(answer ? { answer } : {}) };
    },
  };

  /** To be called when the connection may be another, or have another token: address and scopes are told anew. */
  async connectionChanged(): Promise<void> {
    const operation = await this.#operation?.catch(() => undefined); // the page was told of that when it asked
    if (this.#operation && this.#draft)
      this.#door.post({ type: 'preview', preview: await this.#inspect(operation, this.#draft) });
  }

  /** To be called when settings changed. */
  settingsChanged(): void {
    this.#door.post({ type: 'layout', layout: readBuilderSettings().layout });
  }

  /** Lets go of what answers hold; the draft stays with the page. */
  dispose(): void {
    this.#results.dispose();
  }

  /** What to say when a request of the page could not be answered. A bug is logged. */
  explain(error: unknown): string {
    if (error instanceof UnreadableDraftError) {
      return l10n.t('What this tab held was written by another version. Open the operation again.');
    }
    if (error instanceof UnknownOperationError) {
      return l10n.t('The operation {0} is no longer in the catalogue.', error.operationId);
    }
    if (error instanceof SourceGoneError) {
      return l10n.t('The request is no longer where it came from. Save it as a new file or append it.');
    }
    if (error instanceof MissingParameterError) return l10n.t('Fill in {0} first.', error.parameter);
    const advice = adviseOnError(error);
    if (advice) return advice.what;
    this.#needs.log.error(error instanceof Error ? error : String(error));
    return l10n.t('Something went wrong inside Concur API Explorer. Its log says more.');
  }

  async #send(id: number, draft: Draft): Promise<Done | Failed> {
    this.#draft = draft;
    const operation = await this.#readOperation();
    const { problems, bodyProblem } = await this.#inspect(operation, draft);
    const missing = Object.keys(problems).filter((name) => problems[name]?.kind === 'missing');
    if (bodyProblem?.kind === 'missing') missing.push(l10n.t('Body'));
    if (!operation && draft.url.trim() === '') missing.push(l10n.t('Address'));
    if (missing.length > 0) return failed(id, l10n.t('Fill in {0} first.', missing.join(', ')));
    if (operation?.caller === 'concur') return failed(id, l10n.t('Concur makes this call; it is not sent from here.'));
    if (this.#status.kind === 'sending') return failed(id, l10n.t('The last sending is still on its way.'));
    if (!operation && !URL.canParse(requestToSend(undefined, draft, this.#typed, 'https://any.invalid').url)) {
      return failed(id, l10n.t('This is no address. Write a path such as /api/v3.0/expense/reports, or a whole URL.'));
    }
    const { runner, memory } = this.#needs;
    if (operation) await rememberValues(memory, operation, this.#connectionOf(draft), draft.parameters);
    let unfilled: string | undefined;
    await runner
      .run({
        title: `${draft.method} ${operation?.name ?? shorten(draft.url)}`,
        isBeside: true, // so that request and response are seen together
        opensResponse: readBuilderSettings().openInTab,
        showRequest: this.#door.reveal,
        prepare: (signal) => prepareDraft(operation, draft, this.#typed, this.#needs, signal),
        watcher: {
          began: (cancel) => {
            this.#cancel = cancel;
            this.#tell({ kind: 'sending' });
          },
          ended: (outcome) => {
            if (outcome.kind === 'answered') void this.#showResult(outcome.exchange);
            this.#tell(this.#results.statusOf(outcome));
          },
        },
        ...(operation?.docs === undefined ? {} : { openDocs: () => env.openExternal(Uri.parse(operation.docs ?? '')) }),
      })
      .catch((error: unknown) => {
        if (!(error instanceof UnfilledError)) throw error;
        unfilled = error.message;
      });
    if (unfilled === undefined) return done(id);
    this.#tell({ kind: 'unsent' });
    return failed(id, unfilled);
  }

  async #showResult(exchange: Parameters<PanelResults['add']>[0]): Promise<void> {
    this.#door.post({ type: 'newResult', result: await this.#results.add(exchange) });
  }

  async #viewOf(operation: Operation) {
    const { catalog, memory, responses } = this.#needs;
    const apis = await catalog.apis();
    const replacement = apis.find((api) => api.id === operation.replacedBy);
    const used = rememberedValues(memory, operation.id, this.#connectionOf(this.#readableDraft()));
    const recent = responses.recent.newestFirst();
    return toOperationView(operation, replacement, (parameter) =>
      suggestionsFor(operation, parameter, used[parameter.name] ?? [], recent),
    );
  }

  #connectionOf({ auth }: Draft): string | undefined {
    return (auth.kind === 'connection' ? auth.id : undefined) ?? this.#needs.connections.active?.connection.id;
  }

  #snippet(operation: Operation | undefined, draft: Draft, kind: Parameters<typeof toSnippet>[1]): string {
    const { runner } = this.#needs;
    const base = runner.knownGeolocation();
    const written = requestToWrite(operation, draft, this.#typed);
    const url = written.url.startsWith('/') ? new URL(base).origin + written.url : written.url;
    if (!URL.canParse(url)) return l10n.t('Write an address first.');
    const request = toHttpRequest({ ...written, url });
    const takesToken = draft.auth.kind === 'connection' && (operation?.needsToken ?? true);
    const headers = takesToken
      ? [...request.headers, ['Authorization', 'Bearer YOUR_ACCESS_TOKEN'] as const]
      : request.headers;
    return toSnippet({ ...request, headers }, kind);
  }

  async #mediaOf(draft: Draft): Promise<MediaType | undefined> {
    const operation = await this.#readOperation();
    return operation?.requestBody?.content.find(({ mediaType }) => mediaType === draft.body?.mediaType);
  }

  async #check(id: number, draft: Draft): Promise<Checked> {
    this.#draft = draft;
    const operation = await this.#readOperation();
    return { type: 'checked', id, preview: await this.#inspect(operation, draft), keep: keepable(operation, draft) };
  }

  async #inspect(operation: Operation | undefined, draft: Draft): Promise<Preview> {
    const { connections, runner } = this.#needs;
    const { scopes, base, principal } = tokenOf(draft, connections, runner.knownGeolocation());
    const isOurs = operation?.server === undefined && (operation?.needsToken ?? true);
    const body = bodyToSend(draft);
    const schema = (await this.#mediaOf(draft))?.schema;
    const form = body ? formOf(body, schema ?? {}) : undefined;
    const fit = operation && isOurs ? principal(operation) : undefined;
    return {
      ...inspectDraft(operation, draft, this.#typed, { base, ...(scopes && isOurs ? { scopes } : {}) }),
      ...(fit === undefined ? {} : { fit }),
      ...(form ? { form } : {}),
      bodyFindings: body ? findingsOf(body, schema) : [],
      connections: connectionsOf(connections),
      holdsAuth: this.#holdsAuth,
    };
  }

  #readableDraft(): Draft {
    if (!this.#draft) throw new UnreadableDraftError();
    return this.#draft;
  }

  /** Read once, because that takes too long for a keystroke, and again with every new page. */
  #readOperation(): Promise<Operation | undefined> {
    const { operationId } = this.#readableDraft();
    this.#operation ??=
      operationId === undefined ? Promise.resolve(undefined) : this.#needs.catalog.operation(operationId);
    return this.#operation;
  }

  #tell(status: Status): void {
    this.#status = status;
    this.#door.post({ type: 'status', status });
  }
}

/** Drafts of version 1 did not say their method. */
function completeMethod(draft: Draft, operation: Operation | undefined): Draft {
  return draft.method === '' ? { ...draft, method: operation?.method ?? 'GET' } : draft;
}

function shorten(url: string): string {
  return url
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(Boolean)
    .slice(-2)
    .join('/');
}

/** Names a draft. */
export function newDraftId(): string {
  return randomUUID();
}

function done(id: number): Done {
  return { type: 'done', id };
}

function failed(id: number, what: string): Failed {
  return { type: 'failed', id, what };
}
