import type { Rule } from '../faults/rule.ts';
import type { SettingsValues } from '../settings/settings.ts';
import type { PlannedMailbox } from './mailboxes.ts';
import type { ScenarioMailbox } from './mailbox-schema.ts';
import type { ScenarioPlan } from './plan.ts';
import type { Scenario, ScenarioAction } from './scenario.ts';

/** What may have changed since a plan was loaded, and belongs into a scenario that is saved. */
export interface LiveState {
  readonly settings: SettingsValues;
  readonly rules: readonly Rule[];
  /** Of the clock. */
  readonly rate: number;
  readonly actions: readonly ScenarioAction[];
}

/**
 * The scenario that plays a plan again as it is now. Its time begins where the plan's began, so that the same mail comes
 * of it; rules begin to count anew. Mailboxes that were not made by a plan are left out: those of the server count then.
 */
export function savedScenario(plan: ScenarioPlan, live: LiveState): Scenario {
  const { seed, personality, auth, language, mailboxes } = plan.world;
  const plans = mailboxes.flatMap((each) => (each.plan ? [ownPlan(each, each.plan)] : []));
  return {
    $schema: './scenario.schema.json',
    name: plan.name,
    title: plan.title,
    description: plan.description,
    seed,
    personality,
    auth,
    language,
    clock: { start: new Date(plan.now).toISOString(), rate: live.rate },
    ...(plans.length === mailboxes.length ? { mailboxes: plans } : {}),
    settings: { ...live.settings },
    rules: [...live.rules],
    actions: [...live.actions],
  };
}

/** With everything that the plan took from the server it was played on. */
export function ownPlan(mailbox: PlannedMailbox, plan: ScenarioMailbox): ScenarioMailbox {
  const { user, displayName, address, password } = mailbox;
  return { ...plan, user, displayName, address, password };
}
