import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { plural } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useLatest } from '../../hooks/use-latest.ts';
import type { FolderRow } from '../../store/tables.ts';
import type { Place } from './deletions.ts';
import { moveTargets } from './move-targets.ts';

export interface MoveDialogProps {
  readonly count: number;
  readonly from: Place;
  readonly folders: readonly FolderRow[];
  readonly onClose: () => void;
  readonly onMove: (target: FolderRow) => void;
}

/** Asks where messages go: typing narrows the folders down, the arrows choose, Enter moves. */
export function MoveDialog({ count, from, folders, onClose, onMove }: MoveDialogProps) {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState(0);
  const id = useId();
  const targets = moveTargets(folders, from, text);
  const chosen = Math.min(wanted, targets.length - 1);
  const move = useLatest((nth: number) => {
    const target = targets[nth];
    if (target) onMove(target.folder);
  });
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.key === 'Enter') move(chosen);
    else if (step === undefined) return;
    else setWanted(Math.max(0, Math.min(targets.length - 1, chosen + step)));
    event.preventDefault();
  };
  const messages = plural(count, 'message', 'messages');
  return (
    <Dialog label={`Move ${messages}`} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Move {messages}</h2>
        <input
          className="input"
          type="text"
          role="combobox"
          aria-label="Folder"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          autoComplete="off"
          placeholder="Type a part of the folder's name"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWanted(0);
          }}
          onKeyDown={press}
        />
        <div className="move-targets" role="listbox" id={id} aria-label="Folders">
          {targets.map(({ folder, label }, nth) => (
            <div
              key={folder.id}
              id={`${id}-${nth}`}
              ref={nth === chosen ? intoView : undefined}
              className="move-target cut"
              role="option"
              aria-selected={nth === chosen}
              onClick={() => move(nth)}
            >
              <Isolated text={label} />
            </div>
          ))}
        </div>
        {targets.length === 0 && <p role="status">No folder has this in its name.</p>}
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Cancel" onPress={onClose} />
        <Button kind="primary" label="Move" disabled={chosen < 0} onPress={() => move(chosen)} />
      </div>
    </Dialog>
  );
}

function intoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}
