import assert from 'node:assert/strict';
import { Catalog } from '../../../src/catalog/catalog.js';
import { importDescriptions } from '../../../src/catalog/import/importDescription.js';
import type { ImportedApi } from '../../../src/catalog/import/importedApi.js';
import { OwnApiStore, type TextStorage } from '../../../src/catalog/import/ownApiStore.js';
import { anOpenApi, filesOf, importFirst, type Texts } from './importing.js';

/** Texts in memory; names that an own API must never take are refused as a disk would. */
class MemoryTexts implements TextStorage {
  readonly texts = new Map<string, string>();

  async read(name: string): Promise<string | undefined> {
    await Promise.resolve();
    return this.texts.get(name);
  }

  async write(name: string, text: string): Promise<void> {
    assert.match(name, /^[\w.%~!'()*-]{1,255}$/);
    await Promise.resolve();
    this.texts.set(name, text);
  }

  async remove(name: string): Promise<void> {
    await Promise.resolve();
    this.texts.delete(name);
  }
}

/** A description of one operation. */
function aDescription(title: string, operationId = 'getThing', version = '1'): object {
  return anOpenApi({ '/things': { get: { operationId, responses: {} } } }, { info: { title, version } });
}

/** APIs as an import brings them. */
async function someApis(texts: Texts): Promise<readonly ImportedApi[]> {
  return (await importFirst(texts)).apis;
}

async function idsIn(store: OwnApiStore): Promise<readonly string[]> {
  return (await store.entries()).map(({ id }) => id);
}

describe('OwnApiStore', () => {
  let storage: MemoryTexts;
  let changes: number;
  let store: OwnApiStore;
  beforeEach(() => {
    storage = new MemoryTexts();
    changes = 0;
    store = new OwnApiStore(storage, () => {
      changes += 1;
    });
  });

  it('is empty at first, and writes nothing before it has something to keep', async () => {
    assert.deepEqual(await store.entries(), []);
    assert.equal(await store.file('own-a-v1'), undefined);
    await store.remove('own-a-v1');
    assert.deepEqual([storage.texts.size, changes], [0, 0]);
  });

  it('keeps APIs and says that it changed', async () => {
    const apis = await someApis({ 'a.json': aDescription('A') });
    const added = await store.replace('a.json', apis);
    assert.deepEqual(
      added.map(({ id }) => id),
      ['own-a-v1'],
    );
    assert.deepEqual(await store.entries(), [apis[0]?.entry]);
    assert.deepEqual(await store.file('own-a-v1'), JSON.parse(JSON.stringify(apis[0]?.file)));
    assert.equal(changes, 1);
  });

  it('gives all back to another store over the same storage', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('Ärger & Söhne') }));
    const later = new OwnApiStore(storage, () => assert.fail('nothing changes'));
    assert.deepEqual(await later.entries(), await store.entries());
    assert.ok((await later.file('own-ärger-söhne-v1'))?.operations.getThing);
  });

  it('serves a catalogue, which finds and reads operations', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A') }));
    const catalog = new Catalog(async () => '[]', store);
    assert.equal((await catalog.operation('own-a-v1/getThing')).group, 'Own APIs');
    await store.remove('own-a-v1');
    catalog.ownApisChanged();
    await assert.rejects(catalog.operation('own-a-v1/getThing'), { name: 'UnknownOperationError' });
  });

  it('puts what a source brings in place of what it brought before, and of nothing else', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A', 'old') }));
    await store.replace('b.json', await someApis({ 'b.json': aDescription('B') }));
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A', 'new') }));
    assert.deepEqual(await idsIn(store), ['own-b-v1', 'own-a-v1']);
    assert.deepEqual(Object.keys((await store.file('own-a-v1'))?.operations ?? {}), ['new']);
    assert.equal(changes, 3);
  });

  it('forgets what a source brings no more, with its file', async () => {
    const folder = { apis: '', 'apis/a.json': aDescription('A'), 'apis/b.json': aDescription('B') };
    await store.replace('apis', await someApis(folder));
    await store.replace('apis', await someApis({ apis: '', 'apis/b.json': aDescription('B') }));
    assert.deepEqual(await idsIn(store), ['own-b-v1']);
    assert.deepEqual([...storage.texts.keys()].sort(), ['index.json', 'own-b-v1.json']);
  });

  it('keeps what came from a file that has gone bad, while others of the folder are refreshed', async () => {
    const texts: Record<string, string | object> = {
      apis: '',
      'apis/a.json': aDescription('A', 'old'),
      'apis/b.json': aDescription('B', 'old'),
      'apis/c.json': aDescription('C', 'old'),
    };
    await store.replace('apis', await someApis(texts));
    const refreshed = await importDescriptions(
      'apis',
      filesOf({ apis: '', 'apis/a.json': aDescription('A', 'new'), 'apis/b.json': '{ "openapi": "3.1.0",' }),
    );
    await store.replace('apis', refreshed.apis, refreshed.unread);
    assert.deepEqual([...(await idsIn(store))].sort(), ['own-a-v1', 'own-b-v1']);
    const names = async (id: string): Promise<readonly string[]> =>
      Object.keys((await store.file(id))?.operations ?? {});
    assert.deepEqual([await names('own-a-v1'), await names('own-b-v1')], [['new'], ['old']]);
  });

  it('keeps everything where the one file of a source has gone bad', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A') }));
    const { apis, unread } = await importFirst({ 'a.json': '{' });
    await store.replace('a.json', apis, unread);
    assert.deepEqual(await idsIn(store), ['own-a-v1']);
  });

  it('gives other ids to APIs of other sources that are called the same, and theirs back when they are refreshed', async () => {
    for (const source of ['a.json', 'b.json', 'c.json']) {
      await store.replace(source, await someApis({ [source]: aDescription('Same', source.charAt(0)) }));
    }
    const byId = async (): Promise<object> =>
      Object.fromEntries(
        (await store.entries()).map(({ id, own, operations }) => [id, `${own?.source} ${operations[0]?.id}`]),
      );
    const before = {
      'own-same-v1': 'a.json own-same-v1/a',
      'own-same-v1-2': 'b.json own-same-v1-2/b',
      'own-same-v1-3': 'c.json own-same-v1-3/c',
    };
    assert.deepEqual(await byId(), before);
    await store.replace('b.json', await someApis({ 'b.json': aDescription('Same', 'b') }));
    assert.deepEqual(await byId(), before);
    await store.remove('own-same-v1');
    await store.replace('c.json', await someApis({ 'c.json': aDescription('Same', 'c') }));
    assert.deepEqual(Object.keys(await byId()), ['own-same-v1-2', 'own-same-v1-3']);
  });

  it('gives a new version another id and forgets the old one', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A', 'x', '1') }));
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A', 'x', '2') }));
    assert.deepEqual(await idsIn(store), ['own-a-v2']);
    assert.equal(await store.file('own-a-v1'), undefined);
  });

  it('forgets one API, and its file with it', async () => {
    await store.replace(
      'apis',
      await someApis({ apis: '', 'apis/a.json': aDescription('A'), 'apis/b.json': aDescription('B') }),
    );
    await store.remove('own-a-v1');
    assert.deepEqual(await idsIn(store), ['own-b-v1']);
    assert.deepEqual([...storage.texts.keys()].sort(), ['index.json', 'own-b-v1.json']);
    assert.deepEqual(await idsIn(new OwnApiStore(storage, () => undefined)), ['own-b-v1']);
    assert.equal(changes, 2);
  });

  it('does one thing after the other, however fast they are asked for', async () => {
    const sources = ['a', 'b', 'c', 'd', 'e'];
    const apis = await Promise.all(sources.map((name) => someApis({ [`${name}.json`]: aDescription(name) })));
    await Promise.all([
      ...sources.map((name, i) => store.replace(`${name}.json`, apis[i] ?? [])),
      store.remove('own-b-v1'),
      store.replace('c.json', []),
    ]);
    assert.deepEqual(await idsIn(store), ['own-a-v1', 'own-d-v1', 'own-e-v1']);
  });

  it('loses nothing that another window kept meanwhile', async () => {
    await store.entries();
    const otherWindow = new OwnApiStore(storage, () => undefined);
    await otherWindow.replace('b.json', await someApis({ 'b.json': aDescription('B') }));
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A') }));
    assert.deepEqual(await idsIn(store), ['own-b-v1', 'own-a-v1']);
  });

  for (const [what, index] of [
    ['no JSON', '{"format": 1, "apis": ['],
    ['null', 'null'],
    ['a list', '[]'],
    ['of another format', '{"format": 2, "apis": []}'],
    ['without APIs', '{"format": 1}'],
    ['with APIs that are none', '{"format": 1, "apis": {"length": 1}}'],
  ] as const) {
    it(`starts anew where the index is ${what}`, async () => {
      storage.texts.set('index.json', index);
      assert.deepEqual(await store.entries(), []);
      await store.replace('a.json', await someApis({ 'a.json': aDescription('A') }));
      assert.deepEqual(await idsIn(new OwnApiStore(storage, () => undefined)), ['own-a-v1']);
    });
  }

  it('keeps the entries of a damaged index that are whole', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A') }));
    const index = JSON.parse(storage.texts.get('index.json') ?? '');
    const broken = [null, 5, {}, { ...index.apis[0], operations: [null] }, { ...index.apis[0], own: undefined }];
    storage.texts.set('index.json', JSON.stringify({ format: 1, apis: [...broken, ...index.apis] }));
    assert.deepEqual(await idsIn(new OwnApiStore(storage, () => undefined)), ['own-a-v1']);
  });

  it('has no file where it is damaged', async () => {
    await store.replace('a.json', await someApis({ 'a.json': aDescription('A') }));
    storage.texts.set('own-a-v1.json', '{"operations"');
    assert.equal(await store.file('own-a-v1'), undefined);
  });

  it('tells whoever asked when it cannot write, and goes on', async () => {
    const write = storage.write.bind(storage);
    const apis = await someApis({ 'a.json': aDescription('A') });
    storage.write = async () => Promise.reject(new Error('disk full'));
    await assert.rejects(store.replace('a.json', apis), /disk full/);
    storage.write = write;
    await store.replace('a.json', apis);
    assert.deepEqual(await idsIn(store), ['own-a-v1']);
  });

  it('asks again where it could not read', async () => {
    const read = storage.read.bind(storage);
    storage.read = async () => Promise.reject(new Error('not now'));
    await assert.rejects(store.entries(), /not now/);
    storage.read = read;
    assert.deepEqual(await store.entries(), []);
  });
});
