import { type ReactNode, useState } from 'react';
import { spokenKeys } from '../../../shared/keys/key-words.ts';
import { Button } from '../../components/button.tsx';
import { undoSecondsLeft } from '../../components/format/outgoing.ts';
import { plainOf } from '../../components/format/text.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { focusPane } from '../../hooks/panes.ts';
import { useKeptFocus } from '../../hooks/use-kept-focus.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useOutgoing, useOutgoingCommand } from '../../hooks/use-outgoing.ts';
import { useKeyOf, useTip } from '../../hooks/use-key-of.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { OutgoingRow } from '../../store/tables.ts';

/** When the end of the countdown is told a second time. */
const LAST_CALL_S = 3;

/** While a message can be undone: how long, and both ways out of it. The deadline is the stored one. */
export function UndoSend() {
  const say = useSay();
  const tip = useTip();
  const now = useNow(1000);
  const row = useOutgoing().findLast((each) => undoSecondsLeft(each, now) > 0);
  const command = useOutgoingCommand();
  const keep = useKeptFocus(() => {
    focusPane('list');
    return null;
  });
  const undo = () => {
    if (row) command(row.id, 'take-back');
  };
  useCommand('undo', undo);
  const seconds = row ? undoSecondsLeft(row, now) : 0;
  return (
    <div className="undo-send" onFocus={keep}>
      <p className="unseen" aria-live="polite">
        {row && <Countdown key={row.id} row={row} seconds={seconds} />}
      </p>
      {row && (
        <div className="toast" role="group" aria-label={say('Undo sending')}>
          <p className="cut">
            {say.parts<ReactNode>('Sends in {seconds} s. {subject}', {
              seconds,
              subject: <Isolated key="subject" text={row.subject} />,
            })}
          </p>
          <Button kind="link" label={say('Undo')} tip={tip(say('Undo'), 'undo')} onPress={undo} />
          <Button kind="link" label={say('Send now')} onPress={() => command(row.id, 'send-now')} />
        </div>
      )}
    </div>
  );
}

/** Said once when the countdown begins and once near its end, not every second. Give it the message as key. */
function Countdown({ row, seconds }: { readonly row: OutgoingRow; readonly seconds: number }) {
  const say = useSay();
  const key = spokenKeys(useKeyOf()('undo'));
  const [first] = useState(() => {
    const subject = plainOf(row.subject);
    return key === ''
      ? say('{subject}: sends in {seconds} s.', { subject, seconds })
      : say('{subject}: sends in {seconds} s. {key} undoes it.', { subject, seconds, key });
  });
  return seconds <= LAST_CALL_S ? say('Sends in {seconds} s.', { seconds: LAST_CALL_S }) : first;
}
