import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { RULE } from '../../faults/rule.ts';
import { SCENARIO } from '../../scenarios/scenario.ts';
import { SETTINGS } from '../../settings/settings.ts';
import { CLAIM } from '../../oracle/claims.ts';
import { EXPECTATION } from '../../verify/verify.ts';
import { CREATOR } from '../../version.ts';
import { CLOCK_CHANGE, MOVE, NEW_RULES, REPLAY, RULE_CHANGE, SCENARIO_WANTED } from '../bodies.ts';
import { type Operation, OPERATIONS } from './operations.ts';
import { SHAPES } from './shapes.ts';

const INPUTS: Readonly<Record<string, v.GenericSchema>> = {
  Rule: RULE,
  NewRules: NEW_RULES,
  RuleChange: RULE_CHANGE,
  Settings: SETTINGS,
  Scenario: SCENARIO,
  ScenarioWanted: SCENARIO_WANTED,
  Move: MOVE,
  ClockChange: CLOCK_CHANGE,
  Claim: CLAIM,
  Replay: REPLAY,
  Expectation: EXPECTATION,
};

/** The OpenAPI 3.1 document of the admin API. What it takes is described by the schemas that check it. */
export function openApi(): object {
  const schemas = Object.entries(INPUTS).map(([name, schema]) => [name, inputSchema(schema)]);
  const paths = Object.entries(OPERATIONS).map(([path, verbs]) => [path, pathItem(path, verbs)]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Admin API of the mock Exchange server',
      version: CREATOR.version,
      description:
        'JSON over HTTP on the loopback. There is no token, because no other address is ever listened on: requests whose ' +
        'Host header is no name of this machine, and those of pages of other origins, are refused with 403.',
    },
    paths: Object.fromEntries(paths),
    components: { schemas: { ...Object.fromEntries(schemas), ...SHAPES } },
  };
}

function inputSchema(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input' });
  return rest;
}

function pathItem(path: string, verbs: Readonly<Record<string, Operation>>): object {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const operations = Object.entries(verbs).map(([verb, operation]) => [
    verb.toLowerCase(),
    operationOf(`${verb.toLowerCase()}${nameOf(path)}`, operation),
  ]);
  return { ...(path.includes('{id}') ? { parameters: [id] } : {}), ...Object.fromEntries(operations) };
}

function nameOf(path: string): string {
  const words = path.split(/[^a-z]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function operationOf(operationId: string, operation: Operation): object {
  const { says, takes, gives, parameters = [], status = 200 } = operation;
  return {
    operationId,
    summary: says,
    ...(parameters.length === 0
      ? {}
      : {
          parameters: parameters.map(({ name, says: description, type }) => ({
            name,
            in: 'query',
            description,
            schema: { type },
          })),
        }),
    ...(takes ? { requestBody: { required: true, content: contentOf(takes) } } : {}),
    responses: {
      [status]: { description: 'Done.', content: contentOf(gives) },
      default: {
        description: 'Refused, with a sentence.',
        content: contentOf({ type: 'application/json', schema: 'Problem' }),
      },
    },
  };
}

function contentOf({ type, schema }: Operation['gives']): object {
  return { [type]: schema === null ? {} : { schema: { $ref: `#/components/schemas/${schema}` } } };
}
