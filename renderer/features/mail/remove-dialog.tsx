import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { plural } from '../../components/format/numbers.ts';

/** Asks before messages go for good. */
export function RemoveDialog({
  count,
  onKeep,
  onRemove,
}: {
  readonly count: number;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
}) {
  const messages = plural(count, 'message', 'messages');
  return (
    <Dialog label={`Delete ${messages} for good`} onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">Delete {messages} for good</h2>
        <p>
          {count === 1 ? 'It leaves' : 'They leave'} the server and this computer without going to another
          folder. This cannot be undone.
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Keep" onPress={onKeep} />
        <Button kind="primary" label={`Delete ${messages}`} onPress={onRemove} />
      </div>
    </Dialog>
  );
}
