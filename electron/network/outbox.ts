import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import type { Command, Step } from '../../shared/delivery/steps.ts';
import { fail } from '../../shared/errors.ts';

/** What the service asks of the outgoing messages. */
export interface Outbox {
  list(): readonly OutgoingView[];
  /** Called with the whole list after each change, at most four times a second. */
  onChange(listener: (list: readonly OutgoingView[]) => void): void;
  /** Resolves when the command stands in the message's journal; rejects where it would not work in its state. */
  command(id: string, command: Command): Promise<void>;
  /** The journal, oldest step first; rejects with 'not-found' where the message is gone. */
  steps(id: string): Promise<readonly Step[]>;
}

/** The outbox, or a failure that says that there is none. */
export function outboxOf(outbox: Outbox | undefined): Outbox {
  if (outbox) return outbox;
  throw fail('unsupported', 'This Retinue cannot send. Nothing was changed.');
}
