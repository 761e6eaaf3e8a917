import { useEffect, useState } from 'react';
import type { DraftSummary } from '../../../shared/mail/compose/kept-draft.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatShort } from '../../components/format/dates.ts';
import { listOf } from '../../components/format/text.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';

/** The drafts that lie on this computer, the newest first; each opens in its window. */
export function DraftList({ onClose }: { readonly onClose: () => void }) {
  const { engine, bridge, now } = useServices();
  const say = useSay();
  const tell = useTellFailure();
  const [drafts, setDrafts] = useState<readonly DraftSummary[] | null>(null);
  useEffect(() => {
    engine
      .call('draft.list', null)
      .then((list) => setDrafts(list.toSorted((a, b) => b.savedAt - a.savedAt)), tell);
  }, [engine, tell]);
  const open = (id: string) => {
    onClose();
    askMain(bridge, 'compose.open', { id }).catch(tell);
  };
  return (
    <Dialog label={say('Drafts on this computer')} wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Drafts on this computer')}</h2>
        {drafts?.length === 0 && <p>{say('No drafts here. What you begin to write is kept at once.')}</p>}
        <ul className="accounts">
          {drafts?.map((draft) => (
            <li key={draft.id} className="draft-line">
              <p>
                <Isolated text={draft.subject.trim() || say('No subject')} />
                <span className="meta cut">
                  {[
                    listOf(draft.recipients, say) || say('no recipient yet'),
                    ...(draft.attachments > 0
                      ? [
                          say('{count, plural, one {# attachment} other {# attachments}}', {
                            count: draft.attachments,
                          }),
                        ]
                      : []),
                    say('saved {time}', { time: formatShort(draft.savedAt, now()) }),
                  ].join(' · ')}
                </span>
              </p>
              <Button
                kind="outline"
                label={say('Open')}
                tip={say('Open {subject}', { subject: draft.subject.trim() || say('No subject') })}
                onPress={() => open(draft.id)}
              />
            </li>
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label={say('Done')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
