import { useEffect, useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import type { DraftSummary } from '../../../shared/mail/compose/kept-draft.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatShort } from '../../components/format/dates.ts';
import { plural } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';

/** The drafts that lie on this computer, the newest first; each opens in its window. */
export function DraftList({ onClose }: { readonly onClose: () => void }) {
  const { engine, bridge, now } = useServices();
  const notify = useNotify();
  const [drafts, setDrafts] = useState<readonly DraftSummary[] | null>(null);
  useEffect(() => {
    engine.call('draft.list', null).then(
      (list) => setDrafts(list.toSorted((a, b) => b.savedAt - a.savedAt)),
      (thrown: unknown) => notify(toFailure(thrown).sentence),
    );
  }, [engine, notify]);
  const open = (id: string) => {
    onClose();
    askMain(bridge, 'compose.open', { id }).catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  };
  return (
    <Dialog label="Drafts on this computer" wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Drafts on this computer</h2>
        {drafts?.length === 0 && <p>No drafts here. What you begin to write is kept at once.</p>}
        <ul className="accounts">
          {drafts?.map((draft) => (
            <li key={draft.id} className="draft-line">
              <p>
                <Isolated text={draft.subject.trim() || 'No subject'} />
                <span className="meta cut">
                  {[
                    draft.recipients.join(', ') || 'no recipient yet',
                    ...(draft.attachments > 0
                      ? [plural(draft.attachments, 'attachment', 'attachments')]
                      : []),
                    `saved ${formatShort(draft.savedAt, now())}`,
                  ].join(' · ')}
                </span>
              </p>
              <Button
                kind="outline"
                label="Open"
                tip={`Open ${draft.subject.trim() || 'No subject'}`}
                onPress={() => open(draft.id)}
              />
            </li>
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label="Done" onPress={onClose} />
      </div>
    </Dialog>
  );
}
