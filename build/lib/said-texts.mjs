import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { filesBelow } from './manifest.mjs';
import { projectRoot } from './paths.mjs';

/** A text that is said: the first argument of `say`, `say.parts` or `told`, or written out. */
const SAID =
  /(?:\b(?:say(?:\.parts)?|told)(?:<[^()]*?>)?\(|\bsaid: \{ text:)\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
/** Said, but not as a literal: no catalogue could know it. */
const UNKNOWN = /(?<!function )\b(?:say(?:\.parts)?|told)(?:<[^()]*?>)?\(\s*(?!['"`)\s])/g;
const SPEAKS = /language\/(?:say|told)\.ts|use-say\.ts|\bsaid: \{ text:/;
/** Where the speaking itself is done. */
const SPEAKERS = ['say.ts', 'told.ts'].map((name) => path.join('shared/language', name));

/**
 * @typedef {object} SaidText
 * @property {string} file Path in the project.
 * @property {string} text As it is said; the key of the catalogues.
 * @property {string | null} fault Why no catalogue could know it.
 */

/**
 * Every text that the application says in the person's language, in the order of the files.
 * @returns {Promise<readonly SaidText[]>}
 */
export async function saidTexts() {
  /** @type {SaidText[]} */
  const found = [];
  for (const folder of ['shared', 'renderer', 'electron']) {
    for (const name of await filesBelow(path.join(projectRoot, folder))) {
      const file = path.join(folder, name);
      if (!/\.tsx?$/.test(name) || SPEAKERS.includes(file)) continue;
      const source = await readFile(path.join(projectRoot, file), 'utf8');
      if (SPEAKS.test(source)) found.push(...textsIn(source).map((each) => ({ file, ...each })));
    }
  }
  return found;
}

/** @param {string} source @returns {readonly Omit<SaidText, 'file'>[]} */
export function textsIn(source) {
  const literals = [...source.matchAll(SAID)].map(([, literal = '']) => ({
    text: valueOf(literal),
    fault: literal.startsWith('`') ? 'it is put together' : null,
  }));
  const others = [...source.matchAll(UNKNOWN)].map(({ index }) => ({
    text: source.slice(index, index + 60).split('\n')[0] ?? '',
    fault: 'it is no literal',
  }));
  return [...literals, ...others];
}

/** What stands in a literal; of the escapes those that occur in texts. @param {string} literal */
function valueOf(literal) {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, code, sign) =>
      code === undefined ? sign : String.fromCharCode(Number.parseInt(code, 16)),
    );
}
