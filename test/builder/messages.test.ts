import assert from 'node:assert/strict';
import { answerRequest, type HostHandlers } from '../../src/builder/answerRequest.js';
import { type Draft, newDraft } from '../../src/builder/draft.js';
import { HostClient, HostFailure, UnexpectedAnswerError } from '../../src/builder/hostClient.js';
import { ANSWERS, type PanelEvent, type Preview, type ToHost } from '../../src/builder/messages.js';

const draft: Draft = newDraft('1', { operationId: 'lists-v4/listLists', parameters: { page: '2' } });
const preview: Preview = {
  url: 'https://us2.api.concursolutions.com/',
  problems: {},
  lackingScopes: [],
  ownHeaders: [],
  gaps: [],
  bodyFindings: [],
  connections: [],
  holdsAuth: false,
};

/** A host that can do nothing but what a test lets it. */
function aHost(able: Partial<HostHandlers> = {}): HostHandlers {
  const unable = (): never => {
    throw new Error('not in this test');
  };
  const handlers = Object.fromEntries(Object.keys(ANSWERS).map((type) => [type, unable]));
  return { ...(handlers as unknown as HostHandlers), ...able };
}

const explain = (error: unknown): string => `So sorry: ${error instanceof Error ? error.message : 'unknown'}`;

/** Both ends, connected as VS Code connects them: by copies of what is posted. */
function connect(host: HostHandlers): { readonly client: HostClient; readonly events: PanelEvent[] } {
  const events: PanelEvent[] = [];
  const client = new HostClient(
    (message) => void answerRequest(structuredClone(message), host, explain).then((answer) => client.receive(answer)),
    (event) => events.push(event),
  );
  return { client, events };
}

describe('the conversation of host and webview', () => {
  it('brings each answer to who asked, in whatever order they come', async () => {
    const waiting: (() => void)[] = [];
    const { client } = connect(
      aHost({
        makeExample: async ({ id, mediaType }) => {
          await new Promise<void>((resolve) => waiting.unshift(resolve));
          return { type: 'example', id, contentType: mediaType, text: '', readsFiles: false };
        },
      }),
    );
    const answers = [
      client.ask({ type: 'makeExample', mediaType: 'a/a', onlyRequired: false }),
      client.ask({ type: 'makeExample', mediaType: 'b/b', onlyRequired: false }),
    ];
    for (const resolve of waiting) resolve();
    assert.deepEqual(
      (await Promise.all(answers)).map(({ contentType }) => contentType),
      ['a/a', 'b/b'],
    );
  });

  it('carries the draft there and the one to keep back', async () => {
    const { client } = connect(
      aHost({ edit: async ({ id, draft: keep }) => ({ type: 'checked', id, preview, keep }) }),
    );
    assert.deepEqual((await client.ask({ type: 'edit', draft })).keep, draft);
  });

  it('answers with a failure when a handler throws', async () => {
    const { client } = connect(aHost());
    await assert.rejects(client.ask({ type: 'send', draft }), new HostFailure('So sorry: not in this test'));
  });

  it('answers with a failure when the handler says so', async () => {
    const { client } = connect(aHost({ send: async ({ id }) => ({ type: 'failed', id, what: 'Fill in id first.' }) }));
    await assert.rejects(client.ask({ type: 'send', draft }), new HostFailure('Fill in id first.'));
  });

  for (const [what, data] of [
    ['of an unknown type', { type: 'explode', id: 3 }],
    ['without what it needs', { type: 'edit', id: 3 }],
    ['with a draft of another version', { type: 'send', id: 3, draft: { ...draft, version: 9 } }],
  ] as const) {
    it(`answers a request ${what} with a failure under its id`, async () => {
      const answer = await answerRequest(data, aHost(), () => 'Not understood.');
      assert.deepEqual(answer, { type: 'failed', id: 3, what: 'Not understood.' });
    });
  }

  for (const data of [undefined, null, 'ready', { type: 'ready' }, { type: 'ready', id: '1' }, { id: 1.5 }]) {
    it(`does not answer ${JSON.stringify(data)}`, async () => {
      assert.equal(await answerRequest(data, aHost(), explain), undefined);
    });
  }

  it('fails a request that gets an answer of no known form, or one to another question', async () => {
    const posted: ToHost[] = [];
    const client = new HostClient(
      (message) => posted.push(message),
      () => undefined,
    );
    const [first, second] = [client.ask({ type: 'cancel' }), client.ask({ type: 'ready' })];
    const [a, b] = posted;
    client.receive({ type: 'done', id: b?.id });
    client.receive({ type: 'finished', id: a?.id });
    await assert.rejects(first, UnexpectedAnswerError);
    await assert.rejects(second, UnexpectedAnswerError);
  });

  it('hands on what the host says by itself, and drops what it cannot have said', () => {
    const { client, events } = connect(aHost());
    client.receive({ type: 'status', status: { kind: 'sending' } });
    client.receive({ type: 'preview', preview });
    client.receive({ type: 'status', status: { kind: 'dancing' } });
    client.receive({ type: 'setHtml', html: '<b>' });
    client.receive('sending');
    assert.deepEqual(events, [
      { type: 'status', status: { kind: 'sending' } },
      { type: 'preview', preview },
    ]);
  });
});
