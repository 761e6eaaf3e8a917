import { toJsonSchema } from '@valibot/to-json-schema';
import { SCENARIO } from './scenario.ts';

/** JSON Schema (draft 2020-12) of a scenario file: scenarios/schema.json, and `/scenario.schema.json` of the admin API. */
export function scenarioSchema(): object {
  return toJsonSchema(SCENARIO, { target: 'draft-2020-12', typeMode: 'input' });
}
