import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FailureError } from '../../../shared/errors.ts';
import type { ScenarioSource } from '../scenarios/source.ts';
import { CommandError } from './command-error.ts';

/** What looks like a path is one; anything else is the name of a built-in scenario. */
export function scenarioFlag(given: string): ScenarioSource {
  return /[./\\]/.test(given) ? pathToFileURL(path.resolve(given)) : given;
}

/** A scenario that is wrong ends the command with one line: the JSON path and the rule broken, or the nearest names. */
export async function sayingScenario<T>(given: string | null, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (given !== null && error instanceof FailureError)
      throw new CommandError(2, `--scenario: ${error.failure.sentence}`, error);
    throw error;
  }
}
