import { readdir, readFile } from 'node:fs/promises';
import { fail } from '../../../shared/errors.ts';
import { assetFolder } from '../assets.ts';
import { nearest } from './nearest.ts';
import { parseScenario } from './parse.ts';
import type { Scenario } from './scenario.ts';

/** What a list of scenarios shows of each. */
export interface ScenarioTitle {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** Each file `NAME.json` in here is a scenario of that name; nothing else has to know of it. */
const LIBRARY = new URL('library/', assetFolder('scenarios'));

/** Names of the built-in scenarios, sorted. */
export async function scenarioNames(): Promise<readonly string[]> {
  const files = await readdir(LIBRARY);
  return files.flatMap((file) => /^([a-z0-9-]+)\.json$/.exec(file)?.[1] ?? []).sort();
}

/** A built-in scenario. Rejects with `not-found` and the nearest names where there is none of that name. */
export async function builtInScenario(name: string): Promise<Scenario> {
  const names = await scenarioNames();
  if (!names.includes(name)) {
    const near = nearest(name, names).join(', ');
    throw fail('not-found', `There is no scenario "${name}"; the nearest names are ${near}.`);
  }
  return parseScenario(await readFile(new URL(`${name}.json`, LIBRARY)));
}

/** All built-in scenarios, by name. */
export async function scenarioTitles(): Promise<readonly ScenarioTitle[]> {
  const scenarios = await Promise.all((await scenarioNames()).map(builtInScenario));
  return scenarios.map(({ name, title, description }) => ({ name, title, description }));
}
