import { useEffect } from 'react';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { useCopyLink, useMessageLinks } from './use-message-links.ts';
import { useReopened } from './use-reopened.ts';
import { type Steps, useOfferUndo } from '../use-steps.ts';

/** More windows at once are no person's wish. */
const MOST = 10;

/**
 * Opens the selected messages in windows of their own, and says what became of a message that left through its window:
 * Ctrl+Z takes it back here.
 */
export function OwnWindows({
  selected,
  steps,
}: {
  readonly selected: ReadonlySet<string>;
  readonly steps: Steps;
}) {
  const { bridge, commands } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const say = useSay();
  const offerUndo = useOfferUndo(steps);
  const open = async () => {
    if (selected.size > MOST) {
      return notify(
        say(
          '{count, number} messages are selected. Retinue opened none of them. Select at most {most} to open each in its own window.',
          { count: selected.size, most: MOST },
        ),
      );
    }
    for (const id of selected) await askMain(bridge, 'message.show', { id });
  };
  useCopyLink(selected);
  useMessageLinks();
  useReopened();
  useCommand('open-message', () => {
    open().catch(tellFailure);
  });
  const left = useLatest((done: readonly number[], sentence: string) => {
    if (done.length > 0) steps.push(done);
    offerUndo(done, sentence);
  });
  useEffect(
    () => bridge.on('message.relayed', ({ what, text }) => commands.send(`${what} ${text}`)),
    [bridge, commands],
  );
  useEffect(() => bridge.on('message.left', (event) => left(event.steps, event.sentence)), [bridge, left]);
  return null;
}
