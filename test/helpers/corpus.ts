import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The folder of real and broken messages: RETINUE_CORPUS, else beside the project. */
export const corpusFolder =
  process.env['RETINUE_CORPUS'] ?? path.resolve(import.meta.dirname, '../../../shared/corpus');

/** Every .eml below the folder, as relative paths in order; none where there is no such folder, and a line says so. */
export function corpusFiles(): readonly string[] {
  if (!existsSync(corpusFolder)) {
    console.log('skipped: there is no folder of real messages; set RETINUE_CORPUS to one');
    return [];
  }
  return readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort();
}
