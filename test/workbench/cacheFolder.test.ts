import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './cacheFolder.js';
import { makeTemporaryFolder } from './temporaryFolder.js';

describe('installOnce', () => {
  let temporary: Awaited<ReturnType<typeof makeTemporaryFolder>>;
  let cache: string;
  beforeEach(async () => {
    temporary = await makeTemporaryFolder();
    cache = path.join(temporary.path, 'cache');
  });
  afterEach(() => temporary.remove());

  const fillWith = (text: string) => (folder: string) => writeFile(path.join(folder, 'made'), text);
  const readMade = (folder: string) => readFile(path.join(folder, 'made'), 'utf8');

  it('fills a folder the first time only', async () => {
    const first = await installOnce('thing', fillWith('first'), cache);
    const second = await installOnce('thing', fillWith('second'), cache);
    assert.equal(second, first);
    assert.equal(await readMade(second), 'first');
  });

  it('leaves nothing behind when filling fails, and tries again the next time', async () => {
    await assert.rejects(
      installOnce('thing', () => Promise.reject(new Error('no network')), cache),
      /no network/,
    );
    assert.deepEqual(await readdir(cache), []);
    assert.equal(await readMade(await installOnce('thing', fillWith('again'), cache)), 'again');
  });

  it('gives everyone the same complete folder when several fill it at once', async () => {
    const folders = await Promise.all(['a', 'b', 'c'].map((text) => installOnce('thing', fillWith(text), cache)));
    assert.equal(new Set(folders).size, 1);
    assert.deepEqual(await readdir(cache), ['thing']);
    assert.match(await readMade(path.join(cache, 'thing')), /^[abc]$/);
  });

  it('removes what a process that is gone had half installed, and keeps what a running one installs', async () => {
    const gone = path.join(cache, '.installing-2147483647-x');
    const running = path.join(cache, `.installing-${process.ppid}-x`);
    for (const folder of [gone, running]) await mkdir(folder, { recursive: true });
    await installOnce('thing', fillWith('made'), cache);
    assert.deepEqual([existsSync(gone), existsSync(running)], [false, true]);
  });
});
