import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useLatest } from '../../hooks/use-latest.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { FolderRow } from '../../store/tables.ts';
import type { Place } from './deletions.ts';
import { moveTargets, type NewTarget, newTarget } from './move-targets.ts';

export interface MoveDialogProps {
  readonly heading: string;
  /** Why it is asked, where that is not plain. */
  readonly why?: string;
  readonly act: string;
  /** Stands in the field at first. */
  readonly text?: string;
  /** Where the messages are; null: not known yet. Enter waits for it. */
  readonly from: Place | null;
  readonly folders: readonly FolderRow[];
  readonly recent: readonly string[];
  readonly onClose: () => void;
  readonly onMove: (target: FolderRow) => void;
  /** Makes a folder and takes that. */
  readonly onMake: (made: NewTarget) => void;
}

/** Asks where messages go: typing narrows the folders down, the arrows choose, Enter moves. */
export function MoveDialog(props: MoveDialogProps) {
  const { heading, why, act, from, folders, recent, onClose, onMove, onMake } = props;
  const say = useSay();
  const [text, setText] = useState(props.text ?? '');
  const [wanted, setWanted] = useState(0);
  const id = useId();
  const [entered, setEntered] = useState(false);
  const targets = from ? moveTargets(folders, from, text, recent) : [];
  const made = from && newTarget(folders, from, text);
  const count = targets.length + (made ? 1 : 0);
  const chosen = Math.min(wanted, count - 1);
  const take = useLatest((nth: number) => {
    const target = targets[nth];
    if (target) onMove(target.folder);
    else if (made && nth === targets.length) onMake(made);
  });
  const takeChosen = useLatest(() => take(chosen));
  const isKnown = from !== null;
  useEffect(() => {
    if (entered && isKnown) takeChosen();
  }, [entered, isKnown, takeChosen]);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.key === 'Enter' && isKnown) take(chosen);
    else if (event.key === 'Enter') setEntered(true);
    else if (step === undefined) return;
    else setWanted(Math.max(0, Math.min(count - 1, chosen + step)));
    event.preventDefault();
  };
  const option = (nth: number) =>
    ({
      id: `${id}-${nth}`,
      ref: nth === chosen ? intoView : undefined,
      className: 'move-target cut',
      role: 'option',
      'aria-selected': nth === chosen,
      onClick: () => take(nth),
    }) as const;
  return (
    <Dialog label={heading} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{heading}</h2>
        {why !== undefined && <p>{why}</p>}
        <input
          className="input"
          type="text"
          role="combobox"
          aria-label={say('Folder')}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          autoComplete="off"
          placeholder={say("Type a part of the folder's name")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWanted(0);
          }}
          onKeyDown={press}
        />
        <div className="move-targets" role="listbox" id={id} aria-label={say('Folders')}>
          {targets.map((target, nth) => (
            <div key={target.folder.id} {...option(nth)}>
              <Isolated text={target.label} />
              {target.recent && <span className="hint"> {say('lately')}</span>}
            </div>
          ))}
          {made && (
            <div key="" {...option(targets.length)}>
              {say.parts<React.ReactNode>('New folder: {name}', {
                name: <Isolated key="name" text={made.label} />,
              })}
            </div>
          )}
        </div>
        {from && targets.length === 0 && <p role="status">{say('No folder has this in its name.')}</p>}
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        <Button kind="primary" label={act} disabled={chosen < 0} onPress={() => take(chosen)} />
      </div>
    </Dialog>
  );
}

function intoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}
