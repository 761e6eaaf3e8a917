// node build/mock-package.mjs [FOLDER]: the mock Exchange server as a package for other projects' tests, in out/mock
// unless told otherwise: index.js, cli.js, index.d.ts with types/, scenarios/ and console/. Needs Node and nothing else.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from './lib/paths.mjs';
import { runQuietly } from './lib/run.mjs';
import { script, step } from './lib/say.mjs';

const mock = path.join(projectRoot, 'electron/mock-exchange');
/** Folders that are read while the server runs (electron/mock-exchange/assets.ts). */
const ASSETS = ['console', 'scenarios'];

/** @param {string} outDir */
async function bundle(outDir) {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        input: { index: path.join(mock, 'public.ts'), cli: path.join(mock, 'cli.ts') },
        // All in one folder: assets are found beside the module that asks for them.
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  });
  for (const name of ASSETS) {
    const from = path.join(mock, name);
    const isAsset = (/** @type {string} */ file) => !/\.tsx?$/.test(file) && !/tsconfig/.test(file);
    await cp(from, path.join(outDir, name), { recursive: true, filter: isAsset });
  }
}

/** What the console borrows from elsewhere in the sources. @param {string} outDir */
async function borrow(outDir) {
  const console = path.join(outDir, 'console');
  await cp(path.join(projectRoot, 'shared/styles/tokens.css'), path.join(console, 'tokens.css'));
  const lit = path.join(projectRoot, 'node_modules/lit-html');
  for (const folder of ['.', 'directives']) {
    const files = (await readdir(path.join(lit, folder))).filter((name) => name.endsWith('.js'));
    for (const name of files)
      await cp(path.join(lit, folder, name), path.join(console, 'lit-html', folder, name));
  }
}

/** Types as the compiler writes them, in the folders of the sources. @param {string} outDir */
async function declare(outDir) {
  const compiler = path.join(projectRoot, 'node_modules/typescript/bin/tsc');
  await runQuietly('mock-types', process.execPath, [compiler, '--build', mock], { cwd: projectRoot });
  const types = path.join(projectRoot, '.cache/types');
  const isType = (/** @type {string} */ file) => !path.basename(file).includes('.') || file.endsWith('.d.ts');
  for (const room of ['mock-exchange/electron', 'shared/shared'])
    await cp(path.join(types, room), path.join(outDir, 'types', path.basename(room)), {
      recursive: true,
      filter: isType,
    });
  await writeFile(
    path.join(outDir, 'index.d.ts'),
    "export * from './types/electron/mock-exchange/public.js';\n",
  );
}

/** Types of rules and settings are valibot's; who wants them checked installs it. @param {string} outDir */
async function describe(outDir) {
  const project = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
  const description = {
    name: 'retinue-mock-exchange',
    version: project.version,
    description: 'A mock Exchange server that speaks WebDAV, faulty on demand',
    license: project.license,
    type: 'module',
    engines: { node: '>=20' },
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './cli': './cli.js' },
    peerDependencies: { valibot: project.devDependencies.valibot },
    peerDependenciesMeta: { valibot: { optional: true } },
  };
  await writeFile(path.join(outDir, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
}

await script(async () => {
  const outDir = path.resolve(process.argv[2] ?? path.join(projectRoot, 'out/mock'));
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await step('building the mock as a package', async () => {
    await bundle(outDir);
    await borrow(outDir);
  });
  await step('writing its types', () => declare(outDir));
  await step('describing it', () => describe(outDir));
  return 0;
});
