import { useEffect, useState } from 'react';
import type { FilingCalls } from '../../../../shared/contracts/filing.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import type { Filing } from '../../../../shared/filing/filing.ts';
import { decisionWords, type Names, verdictWords } from '../../../../shared/filing/words.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { parseSender, shortName } from '../../../components/format/sender.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** So many lines are shown; the rest is counted, and is changed as well. */
const SHOWN = 500;

type Preview = FilingCalls['filing.preview']['result'];

/** What the rules would do with a folder's mail, before they do it. */
export function RunDialog(props: {
  readonly folder: FolderRow;
  readonly filing: Filing;
  readonly names: Names;
  readonly onClose: () => void;
  readonly onApply: (items: Preview['items']) => void;
}) {
  const { folder, filing, names, onClose } = props;
  const { engine } = useServices();
  const say = useSay();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [fault, setFault] = useState<Failure | null>(null);
  useEffect(() => {
    let isShown = true;
    engine.call('filing.preview', { folderId: folder.id, filing }).then(
      (found) => isShown && setPreview(found),
      (thrown: unknown) => isShown && setFault(toFailure(thrown)),
    );
    return () => {
      isShown = false;
    };
  }, [engine, folder.id, filing]);
  const items = preview?.items ?? [];
  const heading = say('Run rules on {name}', { name: folder.name });
  return (
    <Dialog label={heading} wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{heading}</h2>
        <p role="status">{preview ? summary(say, preview) : say('Looking through the folder…')}</p>
        {fault && <p role="alert">{sayTold(fault, say)}</p>}
        {items.length > 0 && (
          <div className="dry-run" role="region" tabIndex={0} aria-label={say('What would be done')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('From')}</th>
                  <th scope="col">{say('Subject')}</th>
                  <th scope="col">{say('What is done')}</th>
                  <th scope="col">{say('Because')}</th>
                </tr>
              </thead>
              <tbody>
                {items.slice(0, SHOWN).map(({ messageId, from, subject, decision }) => (
                  <tr key={messageId}>
                    <td>
                      <Isolated text={shortName(parseSender(from)) || say('No sender')} />
                    </td>
                    <td>
                      <Isolated text={subject || say('No subject')} />
                    </td>
                    <td>
                      <Isolated text={decisionWords(say, decision, names)} />
                    </td>
                    <td>
                      {decision.verdicts.map((verdict, nth) => (
                        <Isolated key={nth} text={`${verdictWords(say, verdict, names)} `} />
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {items.length > SHOWN && <p>{say('And {count, number} more.', { count: items.length - SHOWN })}</p>}
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        <Button
          kind="primary"
          label={say('Apply')}
          disabled={items.length === 0}
          onPress={() => props.onApply(items)}
        />
      </div>
    </Dialog>
  );
}

function summary(say: ReturnType<typeof useSay>, { items, looked, unknown }: Preview): string {
  const values = { count: items.length, looked, unknown };
  const first = say(
    '{count, plural, =0 {Nothing would be done} one {# message would be changed} other {# messages would be changed}}, of {looked, number}. Nothing is done yet.',
    values,
  );
  if (unknown === 0) return first;
  const second = say(
    'Of {unknown, plural, one {# message} other {# messages}} a rule asks for Cc or List-Id, which are not on this computer; it does not hold for them.',
    values,
  );
  return `${first} ${second}`;
}
