import { FailureError } from '../../../shared/errors.ts';
import type { MockMailbox } from '../api.ts';
import { generateMailbox } from '../generate/mailbox.ts';
import { randomFor } from '../generate/random.ts';
import { importMailbox } from '../import/mailbox.ts';
import type { NewMailbox } from '../store/content.ts';
import { CommandError } from './command-error.ts';
import type { CliOptions } from './options.ts';

/** The same for the same seed, so that scripts may keep it; it guards made-up mail on the loopback only. */
function passwordFor(seed: number): string {
  const random = randomFor(seed, 0x70617373);
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 12 }, () => letters[random.int(letters.length)]).join('');
}

async function imported(paths: readonly string[], now: number): Promise<NewMailbox> {
  try {
    return await importMailbox(paths, { now });
  } catch (error) {
    if (error instanceof FailureError)
      throw new CommandError(2, `--import: ${error.failure.sentence}`, error);
    throw error;
  }
}

/** Makes the mailbox that the command line asks for: imported mail first, generated mail beside it. */
export async function mailboxFor(options: CliOptions, now: number): Promise<MockMailbox> {
  const { seed, messages, folders, attachmentSize } = options;
  const generated = generateMailbox({
    seed,
    messages,
    folders,
    now,
    ...(attachmentSize === null ? {} : { attachmentSize }),
  });
  const given = options.imports.length === 0 ? [] : (await imported(options.imports, now)).folders;
  return { ...generated, folders: [...given, ...generated.folders], password: passwordFor(seed) };
}
