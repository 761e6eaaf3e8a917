import { useId, useState } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { TextField } from '../../../components/text-field.tsx';
import type { FolderSite } from './folder-places.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

export interface FolderDialogProps {
  readonly title: string;
  readonly act: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly sites: readonly FolderSite[];
  readonly onClose: () => void;
  /** Rejects with a sentence where it cannot be so; the dialog stays then. */
  readonly onAct: (name: string, parentId: string | null) => Promise<unknown>;
}

/** Asks for a folder's name and place. */
export function FolderDialog(props: FolderDialogProps) {
  const say = useSay();
  const [name, setName] = useState(props.name);
  const [parentId, setParentId] = useState(props.parentId);
  const [fault, setFault] = useState('');
  const id = useId();
  const act = () => {
    props
      .onAct(name, parentId)
      .then(props.onClose, (thrown: unknown) => setFault(sayTold(toFailure(thrown), say)));
  };
  return (
    <Dialog label={props.title} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <div className="dialog-body">
          <h2 className="heading">{props.title}</h2>
          <TextField
            label={say('Name')}
            value={name}
            invalid={fault !== ''}
            describedBy={`${id}-fault`}
            selects
            onChange={(value) => {
              setName(value);
              setFault('');
            }}
          />
          <div className="field">
            <label className="label" htmlFor={`${id}-place`}>
              {say('In')}
            </label>
            <select
              id={`${id}-place`}
              className="select"
              value={parentId ?? ''}
              onChange={(event) => {
                setParentId(event.target.value === '' ? null : event.target.value);
                setFault('');
              }}
            >
              {props.sites.map((site) => (
                <option key={site.id ?? ''} value={site.id ?? ''}>
                  {site.label}
                </option>
              ))}
            </select>
          </div>
          <p id={`${id}-fault`} role="alert" className="hint">
            {fault}
          </p>
        </div>
        <div className="dialog-foot">
          <Button kind="outline" label={say('Cancel')} onPress={props.onClose} />
          <Button kind="primary" label={props.act} submit disabled={name.trim() === ''} />
        </div>
      </form>
    </Dialog>
  );
}
