import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { plural } from '../../components/format/numbers.ts';

/** Asks before a draft goes for good. */
export function DiscardDialog({
  attachments,
  onKeep,
  onDiscard,
}: {
  readonly attachments: number;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}) {
  const files = attachments === 0 ? '' : ` and ${plural(attachments, 'attachment', 'attachments')}`;
  return (
    <Dialog label="Discard this draft" onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">Discard this draft</h2>
        <p>Its text{files} leave this computer and the Drafts folder. This cannot be undone.</p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Keep it" onPress={onKeep} />
        <Button kind="primary" label="Discard" onPress={onDiscard} />
      </div>
    </Dialog>
  );
}
