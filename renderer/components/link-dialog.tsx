import { type KeyboardEvent, useState } from 'react';
import { useSay } from '../hooks/use-say.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks where a link leads. It stands in other forms too, so it is none itself. */
export function LinkDialog({
  address,
  onLink,
  onRemove,
  onClose,
}: {
  /** Where it leads so far; '' for a new one. */
  readonly address: string;
  readonly onLink: (address: string) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [written, setWritten] = useState(address);
  const isLink = /^\S+$/.test(written.trim());
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (isLink) onLink(written);
  };
  return (
    <Dialog label={say('Link')} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Link')}</h2>
        <label>
          {say('Web or mail address')}
          <input
            className="input"
            value={written}
            spellCheck={false}
            onChange={(event) => setWritten(event.target.value)}
            onKeyDown={press}
          />
        </label>
      </div>
      <div className="dialog-foot">
        {address !== '' && <Button kind="outline" label={say('Remove link')} onPress={onRemove} />}
        <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        <Button kind="primary" label={say('Make link')} disabled={!isLink} onPress={() => onLink(written)} />
      </div>
    </Dialog>
  );
}
