import { FailureError } from '../../../shared/errors.ts';
import { importMailbox } from '../import/mailbox.ts';
import { mailboxesOf, type PlannedMailbox } from '../scenarios/mailboxes.ts';
import { SCENARIO_MAILBOX } from '../scenarios/mailbox-schema.ts';
import { noFiles } from '../scenarios/plan.ts';
import { checked } from '../scenarios/problem.ts';
import type { NewFolder } from '../store/content.ts';
import { CommandError } from './command-error.ts';
import type { CliOptions } from './options.ts';

/** Two colleagues with empty mailboxes: what alex sends them arrives somewhere. */
const COLLEAGUES = [
  { user: 'bo', displayName: 'Bo Lie', address: 'bo@halvorsen-lie.example' },
  { user: 'cy', displayName: 'Cy Halvorsen', address: 'cy@halvorsen-lie.example' },
] as const;

/** Makes the mailboxes that the command line asks for; the first has the imported mail, and the generated mail beside it. */
export async function mailboxesFor(options: CliOptions, now: number): Promise<readonly PlannedMailbox[]> {
  const { messages, folders, attachmentSize } = options;
  const size = attachmentSize === null ? {} : { attachmentSize };
  const alex = { user: 'alex', displayName: 'Alex Dahl', address: 'alex@halvorsen-lie.example' };
  const plans = [{ ...alex, messages, folders, ...size }, ...COLLEAGUES].map((plan) =>
    checked(SCENARIO_MAILBOX, plan),
  );
  const made = await mailboxesOf(plans, { seed: options.seed ?? 1, now, base: [], file: noFiles });
  return options.imports.length === 0 ? made : withImports(made, await imported(options.imports, now));
}

/** No plan can make imported mail again, so the first mailbox has none. */
function withImports(
  [first, ...others]: readonly PlannedMailbox[],
  given: readonly NewFolder[],
): readonly PlannedMailbox[] {
  if (first === undefined) return others;
  const { plan: _, ...mailbox } = first;
  return [{ ...mailbox, folders: [...given, ...mailbox.folders] }, ...others];
}

async function imported(paths: readonly string[], now: number): Promise<readonly NewFolder[]> {
  try {
    return (await importMailbox(paths, { now })).folders;
  } catch (error) {
    if (error instanceof FailureError)
      throw new CommandError(2, `--import: ${error.failure.sentence}`, error);
    throw error;
  }
}
