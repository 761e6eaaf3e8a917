import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** Asks when a message is to go. */
export function LaterDialog({
  now,
  onClose,
  onSend,
}: {
  readonly now: () => number;
  readonly onClose: () => void;
  readonly onSend: (at: number) => void;
}) {
  const say = useSay();
  const [when, setWhen] = useState('');
  const at = new Date(when).getTime();
  const isLater = at > now();
  return (
    <Dialog label={say('Send later')} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Send later')}</h2>
        <label>
          {say('Send at')}{' '}
          <input type="datetime-local" value={when} onChange={(event) => setWhen(event.target.value)} />
        </label>
        <p>
          {say(
            'Until then the message waits in the Outbox on this computer. Retinue has to be running to send it.',
          )}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Not yet')} onPress={onClose} />
        <Button kind="primary" label={say('Send then')} disabled={!isLater} onPress={() => onSend(at)} />
      </div>
    </Dialog>
  );
}
