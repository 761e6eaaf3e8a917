import type { MockOptions } from './api.ts';
import { mailboxesOf } from './scenarios/mailboxes.ts';
import { SCENARIO_MAILBOX } from './scenarios/mailbox-schema.ts';
import { checkedScenario } from './scenarios/parse.ts';
import { noFiles, planOf, type ScenarioBase, type ScenarioPlan } from './scenarios/plan.ts';
import { checked } from './scenarios/problem.ts';
import type { Scenario, ScenarioInput } from './scenarios/scenario.ts';
import { scenarioFrom } from './scenarios/source.ts';

/** Somebody to be, and two to write to. */
const DEFAULT_USERS = ['alex', 'bo', 'cy'] as const;
const AS_STARTED: ScenarioInput = {
  name: 'as-started',
  title: 'As started',
  description: 'What the server was started with.',
};

/** What the server was started with: scenarios take from it what they leave open. */
export async function baseOf(options: MockOptions, realNow: () => number): Promise<ScenarioBase> {
  const { seed = 1, personality = '2003', auth = 'basic', language = 'en', publicFolders = [] } = options;
  const clock = options.clock ?? {};
  const now = clock.start ?? realNow();
  const users = DEFAULT_USERS.map((user) => checked(SCENARIO_MAILBOX, { user }));
  const mailboxes = options.mailboxes ?? (await mailboxesOf(users, { seed, now, base: [], file: noFiles }));
  return { seed, personality, auth, language, publicFolders, clock, now, realNow, mailboxes };
}

/** The plan to begin with: the scenario, with what the options give besides before it. */
export async function firstPlan(options: MockOptions, base: ScenarioBase): Promise<ScenarioPlan> {
  const { scenario, file } = await scenarioFrom(options.scenario ?? AS_STARTED);
  return planOf(checkedScenario(withOptions(scenario, options)), base, file);
}

function withOptions(scenario: Scenario, options: MockOptions): unknown {
  const { seed, personality, auth, language, clock } = options;
  const given = Object.entries({ seed, personality, auth, language }).filter(
    ([, value]) => value !== undefined,
  );
  const start = clock?.start === undefined ? {} : { start: new Date(clock.start).toISOString() };
  const rate = clock?.rate === undefined ? {} : { rate: clock.rate };
  return {
    ...scenario,
    ...Object.fromEntries(given),
    clock: { ...scenario.clock, ...start, ...rate },
    settings: { ...scenario.settings, ...options.settings },
    rules: [...scenario.rules, ...(options.rules ?? [])],
  };
}
