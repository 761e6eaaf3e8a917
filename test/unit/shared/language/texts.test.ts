import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { filesBelow } from '../../../../build/lib/manifest.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
/** A text that is said: the first argument of `say` or `say.parts`, a literal without substitutions. */
const SAID = /\bsay(?:\.parts)?\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
/** Said, but not as a literal: no catalogue could know it. */
const UNKNOWN = /\bsay(?:\.parts)?\(\s*(?!['"`)\s])/g;

async function sources() {
  const texts: { readonly file: string; readonly text: string }[] = [];
  for (const folder of ['shared', 'renderer', 'electron'])
    for (const name of await filesBelow(path.join(ROOT, folder)))
      if (/\.tsx?$/.test(name) && !name.endsWith('say.ts'))
        texts.push({
          file: `${folder}/${name}`,
          text: await readFile(path.join(ROOT, folder, name), 'utf8'),
        });
  return texts.filter(({ text }) => text.includes('language/say.ts') || text.includes('use-say.ts'));
}
const value = (literal: string) => literal.slice(1, -1).replace(/\\(.)/g, '$1');

it('texts that are said are literals, and ICU messages that can be read', async () => {
  const wrong: string[] = [];
  let count = 0;
  for (const { file, text } of await sources()) {
    for (const [, literal = ''] of text.matchAll(SAID)) {
      count += 1;
      if (literal.startsWith('`')) wrong.push(`${file}: ${literal} is put together`);
      try {
        new IntlMessageFormat(value(literal), 'en', undefined, { ignoreTag: true }).getAst();
      } catch (thrown) {
        wrong.push(`${file}: ${literal}: ${String(thrown)}`);
      }
    }
    for (const { index } of text.matchAll(UNKNOWN))
      wrong.push(`${file}: ${text.slice(index, index + 60).split('\n')[0]} is no literal`);
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(500);
});
