import { useEffect, useState } from 'react';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { type OutgoingParts, splitOf } from '../../../shared/delivery/repairs.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatBytes, plural } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useServices } from '../../hooks/services.ts';

export interface PartsDialogProps {
  readonly row: OutgoingView;
  readonly repair: 'split' | 'remove-attachment';
  readonly onClose: () => void;
}

/** Shows what would go in the place of a message, before it does. */
export function PartsDialog({ row, repair, onClose }: PartsDialogProps) {
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
  const title = repair === 'split' ? 'Split this message?' : 'Remove an attachment?';
  return (
    <Dialog label={title} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{title}</h2>
        <p>
          <b>
            <Isolated text={row.subject || 'No subject'} />
          </b>
        </p>
        {failure && (
          <p role="alert" className="evidence-fault">
            {failure.sentence}
          </p>
        )}
      </div>
      {parts === null ? (
        <Foot keep="Leave it as it is" onKeep={onClose} />
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
  const groups = splitOf(parts);
  if (!groups)
    return (
      <>
        <p className="dialog-body">{cannotSplit(parts)}</p>
        <Foot keep="Leave it as it is" onKeep={onKeep} />
      </>
    );
  const act = `Send as ${groups.length} messages`;
  return (
    <>
      <div className="dialog-body">
        <p>Each goes out on its own, to the same people, with the text and its part of the attachments:</p>
        <ol className="parts">
          {groups.map((group) => (
            <li key={group[0]?.index}>
              {group.map(({ name }, nth) => (
                <span key={group[nth]?.index}>
                  {nth > 0 && ', '}
                  <Isolated text={name} />
                </span>
              ))}{' '}
              <span className="meta">{formatBytes(group.reduce((sum, { bytes }) => sum + bytes, 0))}</span>
            </li>
          ))}
        </ol>
      </div>
      <Foot
        keep="Leave it as it is"
        onKeep={onKeep}
        act={act}
        onAct={() => onReplace(groups.map((group) => group.map(({ index }) => index)))}
      />
    </>
  );
}

function cannotSplit({ parts }: OutgoingParts): string {
  if (parts.length === 0)
    return 'It has no attachments, so there is nothing to divide. Save it as .eml, or take it back and shorten it.';
  return 'It has one attachment only, so there is nothing to divide. Remove the attachment, or save the message as .eml.';
}

function Remove({ parts: { bytes, parts }, onReplace, onKeep }: ChoiceProps) {
  const [removed, setRemoved] = useState<ReadonlySet<number>>(new Set());
  if (parts.length === 0)
    return (
      <>
        <p className="dialog-body">It has no attachments. Save it as .eml, or take it back and shorten it.</p>
        <Foot keep="Leave it as it is" onKeep={onKeep} />
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
        <legend>Take these out of the message; your files stay where they are.</legend>
        {parts.map(({ index, name, bytes: size }) => (
          <label key={index}>
            <input type="checkbox" checked={removed.has(index)} onChange={() => toggle(index)} />
            <span className="cut">
              <Isolated text={name} />
            </span>
            <span className="meta">{formatBytes(size)}</span>
          </label>
        ))}
        <p aria-live="polite">The message is then {formatBytes(left)} on the way.</p>
      </fieldset>
      <Foot
        keep="Leave it as it is"
        onKeep={onKeep}
        act={`Send without ${plural(removed.size, 'attachment', 'attachments')}`}
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
