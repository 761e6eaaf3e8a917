import { assertNever, fail } from '../../shared/errors.ts';
import { type Clock, newClock } from './clock/clock.ts';
import { moveMailbox } from './conversion/move-mailbox.ts';
import { newFaultEngine } from './faults/engine.ts';
import type { World } from './http/call.ts';
import { newJournal, type Journal } from './journal/journal.ts';
import type { JournalEntry } from './journal/entry.ts';
import { personalityOf } from './personality/personality.ts';
import type { ScenarioPlan } from './scenarios/plan.ts';
import { savedScenario } from './scenarios/save.ts';
import type { Scenario, ScenarioAction } from './scenarios/scenario.ts';
import { checkedSettings } from './settings/settings.ts';
import { newWorld, rewound } from './world.ts';

/** Where scenarios are played: one world at a time, on one clock, with one journal. */
export interface Stage {
  readonly world: World;
  readonly plan: ScenarioPlan;
  readonly journal: Journal;
  /** Counts the worlds from 1. */
  readonly run: number;
  /** Another plan from its beginning. Throws what a wrong rule or setting throws, and then nothing has changed. */
  play(plan: ScenarioPlan): Promise<void>;
  /** The same plan from its beginning. */
  again(): Promise<void>;
  moveMailbox(user: string | undefined): number;
  /** The plan with what was set since. */
  saved(): Scenario;
  stop(): void;
}

export interface StageOptions {
  readonly onRequest?: ((entry: JournalEntry) => void) | undefined;
  /** The worker process ended: every connection is to be reset. */
  readonly onCrash: () => void;
}

/** Builds the first world. Throws `invalid-input` where a rule or a setting of the plan is wrong. */
export async function newStage(first: ScenarioPlan, { onRequest, onCrash }: StageOptions): Promise<Stage> {
  const journal = newJournal(onRequest);
  const clock = newClock(first.clock);
  checkPlan(first, clock);
  let plan = first;
  let world = newWorld(plan.world, clock);
  let moves: ScenarioAction[] = [];
  let run = 0;
  const begin = async (next: ScenarioPlan, made: World) => {
    plan = next;
    world = made;
    moves = [];
    run++;
    journal.restart();
    // An upload of the world before may still reach the byte at which its worker process ends.
    made.worker.onCrash(() => {
      if (world === made) onCrash();
    });
    for (const action of next.actions) await act(world, action);
  };
  /** What waits in the world that ends is let go before its clock forgets it. */
  const leave = (next: ScenarioPlan) => {
    world.life.abort();
    world.conversion.reset();
    clock.restart(next.clock);
  };
  const stage: Stage = {
    get world() {
      return world;
    },
    get plan() {
      return plan;
    },
    get run() {
      return run;
    },
    journal,
    play: async (next) => {
      checkPlan(next, clock);
      leave(next);
      await begin(next, newWorld(next.world, clock));
    },
    again: async () => {
      leave(plan);
      await begin(plan, newWorld(plan.world, clock, rewound(world)));
    },
    moveMailbox: (user) => {
      const moved = moveMailbox(world, user);
      moves.push({ do: 'move-mailbox', ...(user === undefined ? {} : { mailbox: user }) });
      return moved;
    },
    saved: () =>
      savedScenario(plan, {
        settings: world.settings.values,
        rules: world.faults.rules.map(({ rule }) => rule),
        rate: clock.rate,
        actions: [...plan.actions, ...moves],
      }),
    stop: () => clock.stop(),
  };
  await begin(plan, world);
  return stage;
}

/** Finds what would fail half-way, before anything is torn down. */
function checkPlan({ world, actions }: ScenarioPlan, clock: Clock): void {
  checkedSettings(world.settings);
  newFaultEngine(clock).restart(world.rules, world.seed);
  if (world.auth === 'forms' && !personalityOf(world.personality).forms)
    throw fail('invalid-input', `auth: forms came with Exchange 2003, and this is ${world.personality}`);
  for (const [at, action] of actions.entries()) {
    if (action.do === 'move-mailbox') checkMove(world, action.mailbox, `actions[${at}]`);
  }
}

function checkMove(world: ScenarioPlan['world'], user: string | undefined, path: string): void {
  if (!personalityOf(world.personality).exchange)
    throw fail('invalid-input', `${path}.do: a plain WebDAV server has no mailboxes to move`);
  const isKnown = world.mailboxes.some((each) => each.user.toLowerCase() === user?.toLowerCase());
  if (user !== undefined && !isKnown)
    throw fail('invalid-input', `${path}.mailbox: there is no mailbox ${JSON.stringify(user)}`);
}

async function act(world: World, action: ScenarioAction): Promise<void> {
  switch (action.do) {
    case 'move-mailbox':
      moveMailbox(world, action.mailbox);
      return;
    case 'crash-worker':
      return world.worker.crash('Asked for by the scenario.');
    case 'advance':
      return world.clock.advance(action.ms);
    default:
      return assertNever(action);
  }
}
