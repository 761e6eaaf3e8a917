import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rules } from './import-rules.mjs';
import { filesBelow } from './lib/manifest.mjs';

/** @typedef {import('./import-rules.mjs').Import} Import */

const FOLDERS = ['shared', 'electron', 'renderer', 'test', 'build'];
const SOURCE = /\.(tsx?|mjs)$/;
/** import … from '…', export … from '…', import '…', import('…'); what is imported stands in the first group. */
const IMPORT =
  /^\s*(?:import|export)\s+([^;'"]*?)\s*from\s*['"]([^'"]+)['"]|^\s*import\s*()['"]([^'"]+)['"]|\bimport\(\s*()['"]([^'"]+)['"]/gm;

/**
 * Reads every source file and prints a sentence for each import that breaks a rule. Gives the exit status.
 * @param {string} root
 */
export async function checkImports(root) {
  let broken = 0;
  for (const folder of FOLDERS) {
    for (const name of await filesBelow(path.join(root, folder))) {
      const from = path.posix.join(folder, name.split(path.sep).join('/'));
      if (!SOURCE.test(from)) continue;
      for (const sentence of violationsIn(from, await readFile(path.join(root, from), 'utf8'))) {
        broken += 1;
        process.stdout.write(`${sentence}\n`);
      }
    }
  }
  return broken === 0 ? 0 : 1;
}

/** One sentence for each broken rule. @param {string} from @param {string} text */
export function violationsIn(from, text) {
  return importsOf(from, text).flatMap((each) =>
    rules
      .filter((rule) => rule.breaks(each))
      .map((rule) => `${from}: imports ${each.to}, but ${rule.sentence} (CONTRIBUTING.md, "Imports").`),
  );
}

/** @param {string} from @param {string} text @returns {Import[]} */
export function importsOf(from, text) {
  return [...text.matchAll(IMPORT)].map((match) => {
    const [, names, named, , plain, , dynamic] = match;
    const to = named ?? plain ?? dynamic ?? '';
    const isFile = to.startsWith('.');
    return {
      from,
      to: isFile ? path.posix.join(path.posix.dirname(from), to) : to,
      isFile,
      names: names ?? '',
    };
  });
}
