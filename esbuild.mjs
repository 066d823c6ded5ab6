// Builds everything into dist/: the catalogue, the extension (host and webviews), the terminal command.
//   node esbuild.mjs           once, minified, with source maps beside the bundles
//   node esbuild.mjs --watch   again after every change, unminified
import { existsSync, watch } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';
import { parse as parseYaml } from 'yaml';

const root = import.meta.dirname;
const isWatching = process.argv.includes('--watch');

/**
 * VS Code puts the person's proxy and certificate settings into `http` and `https` by intercepting `require('http')`
 * of an extension; neither `import` nor the `node:` spelling is intercepted. So in the extension both are required.
 */
const hostNetwork = {
  name: 'host-network',
  setup(builder) {
    builder.onResolve({ filter: /^(node:)?https?$/ }, ({ path: name }) => ({
      path: name.replace('node:', ''),
      namespace: 'host-network',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'host-network' }, async ({ path: name }) => {
      const names = Object.keys(await import(`node:${name}`)).filter((key) => key !== 'default');
      return {
        contents: `import { createRequire } from 'node:module';
const network = createRequire(import.meta.url)('${name}');
export default network;
export const { ${names.join(', ')} } = network;`,
      };
    });
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: !isWatching,
  sourcemap: true,
  logLevel: 'warning',
};

/** For packages in CommonJS within an ESM bundle: they call `require` for node's own modules. */
const node = {
  ...shared,
  platform: 'node',
  target: 'node20',
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }, // its main file requires parts by names that no bundler sees
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
  },
};

const targets = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts', responseWorker: 'src/response/background/worker.ts' },
    outdir: 'dist/extension',
    external: ['vscode', '@napi-rs/keyring/keytar.js'],
    plugins: [hostNetwork],
    metafile: true,
  },
  // Without `vscode` as external: an import of it that strays into a domain folder breaks this build.
  {
    ...node,
    entryPoints: { concur: 'src/cli/concur.ts' },
    outdir: 'dist/cli',
    external: ['@napi-rs/keyring/keytar.js'], // optional and native: loaded from node_modules where it is
  },
  {
    ...shared,
    platform: 'browser',
    target: 'chrome120',
    entryPoints: await listFiles('src/webview', /\/main\.ts$/),
    outbase: 'src/webview', // however many there are: src/webview/builder/main.ts becomes dist/webview/builder/main.js
    outdir: 'dist/webview',
  },
].filter(({ entryPoints }) => Object.keys(entryPoints).length > 0);

/** Files below a folder (relative to the root, sorted) whose path fits; none when there is no such folder. */
async function listFiles(folder, pattern) {
  if (!existsSync(path.join(root, folder))) return [];
  const files = await readdir(path.join(root, folder), { recursive: true });
  return files
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => pattern.test(file))
    .sort();
}

/** Compiles src/catalog/apis/*.yaml with the catalogue's own code. */
async function buildCatalog() {
  const entryPoints = ['src/catalog/compile.ts', 'src/catalog/storedIndex.ts'];
  const outdir = path.join(root, '.cache', 'compile-catalog');
  await build({ ...node, entryPoints, outdir, outExtension: { '.js': '.mjs' } });
  const load = (name) => import(`${pathToFileURL(path.join(outdir, name)).href}?${Date.now()}`);
  const [{ compileCatalog }, { packIndex }] = [await load('compile.mjs'), await load('storedIndex.mjs')];
  const documents = new Map();
  for (const file of await listFiles('src/catalog/apis', /\.yaml$/)) {
    documents.set(file, parseYaml(await readFile(path.join(root, file), 'utf8')));
  }
  const { entries, files } = compileCatalog(documents);
  const out = path.join(root, 'dist', 'catalog');
  await mkdir(path.join(out, 'apis'), { recursive: true });
  await writeFile(path.join(out, 'index.json'), JSON.stringify(packIndex(entries)));
  for (const [id, file] of files) await writeFile(path.join(out, 'apis', `${id}.json`), JSON.stringify(file));
  return files.size;
}

if (!isWatching) await rm(path.join(root, 'dist'), { recursive: true, force: true });
if (isWatching) console.log('Building.');
const started = performance.now();
const apiCount = await buildCatalog();
if (isWatching) {
  for (const target of targets) await (await context(target)).watch();
  watch(path.join(root, 'src/catalog/apis'), () => buildCatalog().catch(console.error));
  console.log('Watching for changes.');
} else {
  for (const target of targets) {
    const { metafile } = await build(target);
    if (metafile) await writeFile(path.join(root, '.cache', 'extension-meta.json'), JSON.stringify(metafile));
  }
  console.log(`Built ${apiCount} APIs and ${targets.length} bundles in ${Math.round(performance.now() - started)} ms.`);
}
