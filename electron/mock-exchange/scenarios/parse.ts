import { fail } from '../../../shared/errors.ts';
import { checked } from './problem.ts';
import { SCENARIO, type Scenario } from './scenario.ts';

/** Reads a scenario file. Throws `invalid-input` with one line that names the JSON path and the rule broken. */
export function parseScenario(bytes: Uint8Array): Scenario {
  return checkedScenario(parsedJson(bytes));
}

/** Checks a scenario document; everything that was left out gets its default. */
export function checkedScenario(given: unknown): Scenario {
  return checked(SCENARIO, given);
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ') : 'not readable';
    throw fail('invalid-input', `document: expected JSON in UTF-8 (${why})`, {}, error);
  }
}
