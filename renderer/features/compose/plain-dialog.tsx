import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

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
  return (
    <Dialog label="Switch to plain text" onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Switch to plain text?</h2>
        <p>The words stay. This is lost: {losses.join('; ')}.</p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Keep the formatting" onPress={onClose} />
        <Button kind="primary" label="Switch to plain text" onPress={onSwitch} />
      </div>
    </Dialog>
  );
}
