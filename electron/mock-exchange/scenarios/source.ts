import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../../../shared/errors.ts';
import { isZip, readBundle } from '../bundle/read.ts';
import { builtInScenario } from './library.ts';
import { checkedScenario, parseScenario } from './parse.ts';
import { noFiles, type ScenarioFiles } from './plan.ts';
import type { Scenario, ScenarioInput } from './scenario.ts';

/** Where a scenario comes from: the name of a built-in one, the URL of a file, a document, or the bytes of a bundle. */
export type ScenarioSource = string | URL | ScenarioInput | Uint8Array;

export interface ScenarioWithFiles {
  readonly scenario: Scenario;
  readonly file: ScenarioFiles;
}

/** Reads a scenario. Rejects with `invalid-input` (JSON path and rule broken) or `not-found` (the nearest names). */
export async function scenarioFrom(source: ScenarioSource): Promise<ScenarioWithFiles> {
  if (typeof source === 'string') return { scenario: await builtInScenario(source), file: noFiles };
  if (source instanceof URL) return scenarioFile(fileURLToPath(source));
  if (source instanceof Uint8Array) return readBundle(source);
  return { scenario: checkedScenario(source), file: noFiles };
}

/** A scenario file, or a bundle; what its items name lies beside it. */
async function scenarioFile(name: string): Promise<ScenarioWithFiles> {
  const bytes = await contentOf(name);
  if (bytes === undefined) throw fail('not-found', `There is no file ${name}.`);
  return isZip(bytes)
    ? readBundle(bytes)
    : { scenario: parseScenario(bytes), file: beside(path.dirname(name)) };
}

/** Files of a folder and below it, and none elsewhere: a scenario may come from anybody. */
function beside(folder: string): ScenarioFiles {
  return async (name) => {
    const steps = path.relative(folder, path.resolve(folder, name)).split(path.sep);
    return path.isAbsolute(name) || steps[0] === '..' ? undefined : contentOf(path.join(folder, ...steps));
  };
}

async function contentOf(name: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw fail('invalid-input', `${name} could not be read [${String(code)}].`, {}, error);
  }
}
