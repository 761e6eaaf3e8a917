import { rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * An unpacked runtime is copied whole: Electron's own stand-in application, the version mark and the manifest of the
 * cache do not belong into a package.
 * @param {{ appOutDir: string }} context
 */
export default async function afterPack({ appOutDir }) {
  for (const name of ['resources/default_app.asar', 'version', 'manifest.json']) {
    await rm(path.join(appOutDir, name), { force: true });
  }
}
