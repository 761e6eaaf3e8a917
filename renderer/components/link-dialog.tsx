import { type KeyboardEvent, useState } from 'react';
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
  const [written, setWritten] = useState(address);
  const isLink = /^\S+$/.test(written.trim());
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (isLink) onLink(written);
  };
  return (
    <Dialog label="Link" onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Link</h2>
        <label>
          Web or mail address
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
        {address !== '' && <Button kind="outline" label="Remove link" onPress={onRemove} />}
        <Button kind="outline" label="Cancel" onPress={onClose} />
        <Button kind="primary" label="Make link" disabled={!isLink} onPress={() => onLink(written)} />
      </div>
    </Dialog>
  );
}
