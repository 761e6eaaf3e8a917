import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

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
  const [when, setWhen] = useState('');
  const at = new Date(when).getTime();
  const isLater = at > now();
  return (
    <Dialog label="Send later" onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Send later</h2>
        <label>
          Send at{' '}
          <input type="datetime-local" value={when} onChange={(event) => setWhen(event.target.value)} />
        </label>
        <p>
          Until then the message waits in the Outbox on this computer. Retinue has to be running to send it.
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Not yet" onPress={onClose} />
        <Button kind="primary" label="Send then" disabled={!isLater} onPress={() => onSend(at)} />
      </div>
    </Dialog>
  );
}
