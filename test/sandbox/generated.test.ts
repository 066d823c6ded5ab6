import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Operation } from '../../src/catalog/model.js';
import { sampleValues } from '../../src/catalog/sample.js';
import { assembleRequest } from '../../src/http/assemble.js';
import { readXml } from '../../src/sandbox/protocol/xml.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import { type Answer, openSandbox, Session } from './session.js';

const GENERATED = 'x-sandbox-generated';

const catalog = await builtInCatalog();
const apis = (await catalog.apis()).filter(({ caller }) => caller === 'client');
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);

describe('every operation of the catalogue', () => {
  /** Tokens with all scopes: of a person, of the company, of an app. Some operations take only one kind. */
  let callers: readonly Session[];
  before(async () => {
    const guest = await openSandbox();
    await allowAllScopes(guest);
    const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
    callers = [
      await guest.signIn(),
      await guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' }),
      await guest.signIn({ grant_type: 'client_credentials', username: undefined, password: undefined }),
    ];
  });
  after(() => callers[0]?.sandbox.close());

  /** The first answer that does not refuse the kind of token, else the last. */
  async function call(operation: Operation): Promise<Answer> {
    let answer: Answer | undefined;
    for (const session of callers) {
      const { method, url, headers, body } = assembleRequest(operation, sampleValues(operation), session.sandbox.url);
      const { pathname, search } = new URL(url);
      answer = await session.send(method, pathname + search, body, Object.fromEntries(headers));
      if (![401, 403].includes(answer.status)) return answer;
    }
    assert.ok(answer);
    return answer;
  }

  for (const api of apis) {
    it(`answers its own sample as the document says: ${api.id}`, async () => {
      for (const { id } of api.operations) {
        const operation = await catalog.operation(id);
        const answer = await call(operation);
        const told = `${id}: ${answer.status} ${answer.text.slice(0, 300)}`;
        assert.ok(answer.status < 500, told);
        if (answer.headers.has(GENERATED)) assert.ok(answer.status < 400, told);
        assertKeeps(operation, answer, told);
      }
    });
  }

  it('refuses in the shape of its own API', async () => {
    const session = callers[0];
    assert.ok(session);
    for (const { id, method, path } of apis.flatMap(({ operations }) => operations)) {
      const answer = await new Session(session.sandbox).send(method, path.replace(/\{[^}]+\}/g, '1'));
      const told = `${id}: ${answer.status} ${answer.text.slice(0, 300)}`;
      assert.ok(answer.status < 500, told);
      if (answer.headers.has(GENERATED)) assertKeeps(await catalog.operation(id), answer, told, true);
    }
  });
});

/** The seeded app lacks a scope on purpose. */
async function allowAllScopes(guest: Session): Promise<void> {
  const saved = (await guest.get('/sandbox/state')).json<{
    parts: { identity: { apps: { scopes: string[] }[] } };
  }>();
  const scopes = apis.flatMap(({ operations }) => operations.flatMap((operation) => operation.scopes));
  for (const app of saved.parts.identity.apps) app.scopes = [...new Set([...app.scopes, ...scopes])];
  const loaded = await guest.send('POST', '/sandbox/state', saved);
  assert.equal(loaded.status, 200, loaded.text);
}

function assertKeeps({ id, responses }: Operation, answer: Answer, told: string, isRefusal = false): void {
  const response = responses[String(answer.status)];
  const statuses = Object.keys(responses).map(Number);
  const namesSuccess = statuses.some((status) => status < 400);
  // Where a document lists no errors, the general ones hold for it.
  const isGeneral = [401, 403, 404].includes(answer.status) && (isRefusal || !answer.headers.has(GENERATED));
  assert.ok(response || !namesSuccess || isGeneral, `${told} but the document has ${statuses}`);
  if (!response) return;
  const type = answer.headers.get('content-type') ?? '';
  if (answer.text !== '' && /xml/.test(type)) assert.ok(readXml(answer.text).root, told);
  const media = response.content.find(({ mediaType }) => /json/.test(mediaType));
  if (!media || !/json/.test(type)) return;
  const validate = ajv.compile(media.schema);
  assert.ok(validate(answer.json()), `${id}: ${ajv.errorsText(validate.errors)} in ${told}`);
}
