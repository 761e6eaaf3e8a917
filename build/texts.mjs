// npm run texts -- LANGUAGE [AREA]: brings a catalogue into the order of the code. What is no longer said is taken out,
// what is new is printed as JSON, to be translated and put into the file that is named above it. Status 1: some is missing.
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { byArea, catalogueFolder, readCatalogue } from './lib/catalogue.mjs';
import { projectRoot } from './lib/paths.mjs';
import { say, script } from './lib/say.mjs';
import { saidTexts } from './lib/said-texts.mjs';

await script(async () => {
  const [language = '', area] = process.argv.slice(2);
  const languages = readdirSync(path.join(projectRoot, 'shared/language/catalogues'));
  if (!languages.includes(language)) {
    say(`there is no catalogue ${language || '(none was named)'}; there are: ${languages.join(', ')}`);
    return 2;
  }
  const catalogue = await readCatalogue(language);
  const known = Object.assign({}, ...catalogue.values());
  let count = 0;
  for (const [name, texts] of byArea(await saidTexts())) {
    if (area !== undefined && area !== name) continue;
    const translated = texts.filter((text) => known[text] !== undefined);
    const file = path.join(catalogueFolder(language), `${name}.json`);
    const lines = Object.fromEntries(translated.map((text) => [text, known[text]]));
    await writeFile(file, `${JSON.stringify(lines, null, 2)}\n`);
    const missing = texts.filter((text) => known[text] === undefined);
    count += missing.length;
    if (missing.length === 0) continue;
    process.stdout.write(`${path.relative(projectRoot, file)}\n`);
    process.stdout.write(
      `${JSON.stringify(Object.fromEntries(missing.map((text) => [text, ''])), null, 2)}\n`,
    );
  }
  if (count > 0) say(`${count} texts are missing in ${language}`);
  return count > 0 ? 1 : 0;
});
