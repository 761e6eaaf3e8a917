import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useSay } from '../../hooks/use-say.ts';

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
  const say = useSay();
  return (
    <Dialog label={say('Discard this draft')} onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">{say('Discard this draft')}</h2>
        <p>
          {say(
            'Its text{count, plural, =0 {} one { and # attachment} other { and # attachments}} leave this computer and the Drafts folder. This cannot be undone.',
            { count: attachments },
          )}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Keep it')} onPress={onKeep} />
        <Button kind="primary" label={say('Discard')} onPress={onDiscard} />
      </div>
    </Dialog>
  );
}
