import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useSay } from '../../hooks/use-say.ts';

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
  const say = useSay();
  const heading = say('Delete {count, plural, one {# message} other {# messages}} for good', { count });
  return (
    <Dialog label={heading} onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">{heading}</h2>
        <p>
          {say(
            '{count, plural, one {It leaves} other {They leave}} the server and this computer without going to another folder. This cannot be undone.',
            { count },
          )}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Keep')} onPress={onKeep} />
        <Button
          kind="primary"
          label={say('Delete {count, plural, one {# message} other {# messages}}', { count })}
          onPress={onRemove}
        />
      </div>
    </Dialog>
  );
}
