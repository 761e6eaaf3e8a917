// Stands where Electron has its own default_app.asar: the runtime from the npm registry comes without one, and
// "electron FOLDER" then ends without a word. Understands: electron [-r MODULE] [--switches] FOLDER | FILE
// An ES module with top-level await on purpose: Electron holds back 'ready' until this module has finished, so that
// the application can still register its scheme, which is refused after 'ready'.
import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

function readArguments(args) {
  const preload = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === '-v' || arg === '--version') return { preload, version: true };
    if (arg === '-r' || arg === '--require') preload.push(args[(i += 1)]);
    else if (!arg.startsWith('-')) return { preload, target: path.resolve(arg) };
  }
  return { preload };
}

function describe(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return;
  const { version, productName, name, desktopName } = JSON.parse(readFileSync(file, 'utf8'));
  if (version) app.setVersion(version);
  app.name = productName ?? name;
  app.setDesktopName(desktopName ?? `${app.name}.desktop`);
  app.setAppPath(folder);
}

const { preload, target, version } = readArguments(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!target) {
  console.error('electron: name an application folder or a file');
  process.exit(2);
}
try {
  Module._preloadModules(preload);
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
  describe(target);
  await import(pathToFileURL(Module._resolveFilename(target, null, true)).href);
} catch (thrown) {
  console.error(`electron: the application in ${target} could not be loaded\n${thrown?.stack ?? thrown}`);
  process.exit(1);
}
