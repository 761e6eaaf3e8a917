import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './paths.mjs';

/**
 * The files of a catalogue, each with the folders whose texts it holds; a text belongs to the first that says it.
 * @type {readonly (readonly [name: string, folder: string])[]}
 */
const AREAS = [
  ['mail', 'renderer/features/mail/'],
  ['compose', 'renderer/features/compose/'],
  ['outbox', 'renderer/features/outbox/'],
  ['people', 'renderer/features/people/'],
  ['settings', 'renderer/features/settings/'],
  ['help', 'renderer/features/help/'],
  ['health', 'renderer/features/health/'],
  ['accounts', 'renderer/features/accounts/'],
  ['window', 'renderer/'],
  ['system', 'electron/main/'],
  ['network', 'electron/'],
  ['shared', 'shared/'],
];

/**
 * The texts by the file of the catalogue that they belong to, each once.
 * @param {readonly import('./said-texts.mjs').SaidText[]} said
 * @returns {ReadonlyMap<string, readonly string[]>}
 */
export function byArea(said) {
  /** @type {Map<string, string[]>} */
  const areas = new Map();
  const seen = new Set();
  for (const [name, folder] of AREAS) {
    const own = said.filter(({ file, text }) => file.startsWith(folder) && !seen.has(text));
    const texts = [...new Set(own.map(({ text }) => text))];
    for (const text of texts) seen.add(text);
    areas.set(name, texts);
  }
  return areas;
}

/** The folder of a language's catalogue. @param {string} language */
export function catalogueFolder(language) {
  return path.join(projectRoot, 'shared/language/catalogues', language);
}

/**
 * A catalogue as it stands, by file.
 * @param {string} language
 * @returns {Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>}
 */
export async function readCatalogue(language) {
  const folder = catalogueFolder(language);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return new Map(
    await Promise.all(
      names.map(
        async (name) =>
          /** @type {const} */ ([
            name.slice(0, -'.json'.length),
            JSON.parse(await readFile(path.join(folder, name), 'utf8')),
          ]),
      ),
    ),
  );
}
