import type { ClockOptions } from '../clock/clock.ts';
import type { WorldPlan } from '../world.ts';
import { type MailboxSetting, mailboxesOf, type PlannedMailbox } from './mailboxes.ts';
import type { Scenario, ScenarioAction } from './scenario.ts';

/** A scenario, ready to be played as often as wanted: the same world comes of it each time. */
export interface ScenarioPlan {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly world: Omit<WorldPlan, 'mailboxes'> & { readonly mailboxes: readonly PlannedMailbox[] };
  /** Without a start it begins at the time of the computer. */
  readonly clock: ClockOptions;
  /** What its mail is dated by, ms. */
  readonly now: number;
  readonly actions: readonly ScenarioAction[];
}

/** What a scenario is played on: all that it leaves open is as the server was started with. */
export interface ScenarioBase
  extends Pick<WorldPlan, 'seed' | 'personality' | 'auth' | 'language' | 'publicFolders'> {
  readonly mailboxes: readonly PlannedMailbox[];
  readonly clock: ClockOptions;
  /** What the mail of its mailboxes is dated by, ms. */
  readonly now: number;
  /** The time of the computer, ms. */
  readonly realNow: () => number;
}

/** Reads a file beside a scenario; undefined where there is none of that name. */
export type ScenarioFiles = MailboxSetting['file'];

export const noFiles: ScenarioFiles = () => Promise.resolve(undefined);

/** Makes the mailboxes of a scenario. Rejects with `invalid-input` and the JSON path where an item's file is not there. */
export async function planOf(
  scenario: Scenario,
  base: ScenarioBase,
  file: ScenarioFiles = noFiles,
): Promise<ScenarioPlan> {
  const { name, title, description, actions } = scenario;
  const seed = scenario.seed ?? base.seed;
  const start = scenario.clock?.start === undefined ? base.clock.start : Date.parse(scenario.clock.start);
  const rate = scenario.clock?.rate ?? base.clock.rate ?? 1;
  const now = start ?? (scenario.mailboxes ? base.realNow() : base.now);
  return {
    name,
    title,
    description,
    world: {
      seed,
      personality: scenario.personality ?? base.personality,
      auth: scenario.auth ?? base.auth,
      language: scenario.language ?? base.language,
      mailboxes: await mailboxesFor(scenario, base, { seed, now, base: base.mailboxes, file }),
      publicFolders: base.publicFolders,
      settings: scenario.settings ?? {},
      rules: scenario.rules,
    },
    clock: start === undefined ? { rate } : { start, rate },
    now,
    actions,
  };
}

/** Those of the scenario, else those of the server: the same mail, unless another seed or time asks for other mail. */
async function mailboxesFor(
  { mailboxes }: Scenario,
  base: ScenarioBase,
  setting: MailboxSetting,
): Promise<readonly PlannedMailbox[]> {
  if (mailboxes) return mailboxesOf(mailboxes, setting);
  const isSame = setting.seed === base.seed && setting.now === base.now;
  const plans = base.mailboxes.flatMap(({ plan }) => plan ?? []);
  return isSame || plans.length < base.mailboxes.length ? base.mailboxes : mailboxesOf(plans, setting);
}
