import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** Says what plain text cannot hold before it is lost. */
export function PlainDialog({
  losses,
  onClose,
  onSwitch,
}: {
  readonly losses: readonly string[];
  readonly onClose: () => void;
  readonly onSwitch: () => void;
}) {
  const say = useSay();
  return (
    <Dialog label={say('Switch to plain text')} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Switch to plain text?')}</h2>
        <p>{say('The words stay. This is lost: {losses}.', { losses: losses.join('; ') })}</p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Keep the formatting')} onPress={onClose} />
        <Button kind="primary" label={say('Switch to plain text')} onPress={onSwitch} />
      </div>
    </Dialog>
  );
}
