import { useEffect, useState } from 'react';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { type OutgoingParts, splitOf } from '../../../shared/delivery/repairs.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatBytes } from '../../components/format/numbers.ts';
import { Isolated, IsolatedList } from '../../components/isolated.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';

export interface PartsDialogProps {
  readonly row: OutgoingView;
  readonly repair: 'split' | 'remove-attachment';
  readonly onClose: () => void;
}

/** Shows what would go in the place of a message, before it does. */
export function PartsDialog({ row, repair, onClose }: PartsDialogProps) {
  const say = useSay();
  const { engine } = useServices();
  const [parts, setParts] = useState<OutgoingParts | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    engine
      .call('outgoing.parts', { id: row.id })
      .then(setParts, (thrown: unknown) => setFailure(toFailure(thrown)));
  }, [engine, row.id]);
  const replace = (kept: readonly (readonly number[])[]) => {
    engine
      .call('outgoing.replace', { id: row.id, kept: kept.map((each) => [...each]) })
      .then(onClose, (thrown: unknown) => setFailure(toFailure(thrown)));
  };
  const title = repair === 'split' ? say('Split this message?') : say('Remove an attachment?');
  return (
    <Dialog label={title} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{title}</h2>
        <p>
          <b>
            <Isolated text={row.subject || say('No subject')} />
          </b>
        </p>
        {failure && (
          <p role="alert" className="evidence-fault">
            {sayTold(failure, say)}
          </p>
        )}
      </div>
      {parts === null ? (
        <Foot keep={say('Leave it as it is')} onKeep={onClose} />
      ) : repair === 'split' ? (
        <Split parts={parts} onReplace={replace} onKeep={onClose} />
      ) : (
        <Remove parts={parts} onReplace={replace} onKeep={onClose} />
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly parts: OutgoingParts;
  readonly onReplace: (kept: readonly (readonly number[])[]) => void;
  readonly onKeep: () => void;
}

function Split({ parts, onReplace, onKeep }: ChoiceProps) {
  const say = useSay();
  const groups = splitOf(parts);
  if (!groups)
    return (
      <>
        <p className="dialog-body">{cannotSplit(parts, say)}</p>
        <Foot keep={say('Leave it as it is')} onKeep={onKeep} />
      </>
    );
  const act = say('Send as {count, plural, one {# message} other {# messages}}', {
    count: groups.length,
  });
  return (
    <>
      <div className="dialog-body">
        <p>
          {say(
            'Each goes out on its own, to the same people, with the text and its part of the attachments:',
          )}
        </p>
        <ol className="parts">
          {groups.map((group) => (
            <li key={group[0]?.index}>
              <IsolatedList names={group.map(({ name }) => name)} />{' '}
              <span className="meta">{formatBytes(group.reduce((sum, { bytes }) => sum + bytes, 0))}</span>
            </li>
          ))}
        </ol>
      </div>
      <Foot
        keep={say('Leave it as it is')}
        onKeep={onKeep}
        act={act}
        onAct={() => onReplace(groups.map((group) => group.map(({ index }) => index)))}
      />
    </>
  );
}

function cannotSplit({ parts }: OutgoingParts, say: Say): string {
  if (parts.length === 0)
    return say(
      'It has no attachments, so there is nothing to divide. Save it as .eml, or take it back and shorten it.',
    );
  return say(
    'It has one attachment only, so there is nothing to divide. Remove the attachment, or save the message as .eml.',
  );
}

function Remove({ parts: { bytes, parts }, onReplace, onKeep }: ChoiceProps) {
  const say = useSay();
  const [removed, setRemoved] = useState<ReadonlySet<number>>(new Set());
  if (parts.length === 0)
    return (
      <>
        <p className="dialog-body">
          {say('It has no attachments. Save it as .eml, or take it back and shorten it.')}
        </p>
        <Foot keep={say('Leave it as it is')} onKeep={onKeep} />
      </>
    );
  const kept = parts.filter(({ index }) => !removed.has(index));
  const left = bytes - parts.reduce((sum, part) => sum + (removed.has(part.index) ? part.bytes : 0), 0);
  const toggle = (index: number) =>
    setRemoved(
      (before) =>
        new Set(before.has(index) ? [...before].filter((each) => each !== index) : [...before, index]),
    );
  return (
    <>
      <fieldset className="dialog-body parts">
        <legend>{say('Take these out of the message; your files stay where they are.')}</legend>
        {parts.map(({ index, name, bytes: size }) => (
          <label key={index}>
            <input type="checkbox" checked={removed.has(index)} onChange={() => toggle(index)} />
            <span className="cut">
              <Isolated text={name} />
            </span>
            <span className="meta">{formatBytes(size)}</span>
          </label>
        ))}
        <p aria-live="polite">{say('The message is then {size} on the way.', { size: formatBytes(left) })}</p>
      </fieldset>
      <Foot
        keep={say('Leave it as it is')}
        onKeep={onKeep}
        act={say('Send without {count, plural, one {# attachment} other {# attachments}}', {
          count: removed.size,
        })}
        disabled={removed.size === 0}
        onAct={() => onReplace([kept.map(({ index }) => index)])}
      />
    </>
  );
}

function Foot(props: {
  readonly keep: string;
  readonly onKeep: () => void;
  readonly act?: string;
  readonly disabled?: boolean;
  readonly onAct?: () => void;
}) {
  const { keep, onKeep, act, disabled = false, onAct } = props;
  return (
    <div className="dialog-foot">
      <Button kind="outline" label={keep} onPress={onKeep} />
      {act !== undefined && onAct && (
        <Button kind="primary" label={act} disabled={disabled} onPress={onAct} />
      )}
    </div>
  );
}
