import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatBytes } from '../../../components/format/numbers.ts';
import { plainOf } from '../../../components/format/text.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { useDark } from '../../../hooks/use-dark.ts';
import { MessageTextPreview } from './text-preview.tsx';
import { sayTold } from '../../../../shared/language/told.ts';

export interface FoundDialogProps {
  readonly accountId: string;
  /** Address of the item on its server. */
  readonly href: string;
  readonly size: number | null;
  readonly subject: string;
  readonly onClose: () => void;
}

/** An item that was found on the server, to be read where it lies: it is asked for, and nothing about it is changed. */
export function FoundDialog(props: FoundDialogProps) {
  const { subject, onClose } = props;
  const loaded = useItem(props);
  const say = useSay();
  return (
    <ReadOnlyMessage
      title={subject}
      about={say('Read-only, as it lies on the server')}
      loaded={loaded}
      onClose={onClose}
    />
  );
}

/** A message that is in no list, in a dialog: read and left as it is. `loaded` null: it is on its way. */
export function ReadOnlyMessage({
  title: subject,
  about,
  loaded,
  onClose,
}: {
  readonly title: string;
  readonly about: string;
  readonly loaded: OpenedMessage | Failure | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const title = plainOf(subject) || say('No subject');
  return (
    <Dialog label={say('{title}, read-only', { title })} wide onClose={onClose}>
      <div className="preview">
        <div className="preview-head">
          <h2 className="heading cut" title={title}>
            <Isolated text={title} />
          </h2>
          <span className="meta">{about}</span>
          <Button kind="icon" icon={X} label={say('Close')} onPress={onClose} />
        </div>
        {loaded === null && <p className="preview-note" aria-busy />}
        {loaded !== null && 'sentence' in loaded && <p className="preview-note">{sayTold(loaded, say)}</p>}
        {loaded !== null && 'subject' in loaded && <Item message={loaded} />}
      </div>
    </Dialog>
  );
}

function useItem({ accountId, href, size }: FoundDialogProps): OpenedMessage | Failure | null {
  const { engine } = useServices();
  const [loaded, setLoaded] = useState<OpenedMessage | Failure | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    engine.call('found.read', { accountId, href, size }, { signal }).then(
      (message) => signal.aborted || setLoaded(message),
      (thrown: unknown) => signal.aborted || setLoaded(toFailure(thrown)),
    );
    return () => abort.abort();
  }, [engine, accountId, href, size]);
  return loaded;
}

function Item({ message }: { readonly message: OpenedMessage }) {
  const say = useSay();
  const dark = useDark();
  const { from, to, cc, attachments, notes } = message;
  const people = (list: OpenedMessage['to']) => list.map(({ name, address }) => name || address).join(', ');
  return (
    <>
      <p className="preview-about selectable">
        <b>{say('From')}</b> <Isolated text={people(from) || say('nobody')} /> <b>{say('To')}</b>{' '}
        <Isolated text={people(to) || say('nobody')} />
        {cc.length > 0 && (
          <>
            {' '}
            <b>{say('Cc')}</b> <Isolated text={people(cc)} />
          </>
        )}
      </p>
      {attachments.length > 0 && (
        <ul className="preview-about" aria-label={say('Attachments')}>
          {attachments.map(({ index, name, size }) => (
            <li key={index}>
              <Isolated text={name} /> {size !== null && <span className="meta">{formatBytes(size)}</span>}
            </li>
          ))}
        </ul>
      )}
      {notes.map((note) => (
        <p className="preview-about" key={note.sentence}>
          {sayTold(note, say)}
        </p>
      ))}
      <MessageTextPreview message={message} dark={dark} />
    </>
  );
}
