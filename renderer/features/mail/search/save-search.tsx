import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import type { SavedSearches } from './use-saved-searches.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** Gives a search a name, another name, or takes it out of the tree. */
export function SaveSearch({ text, saved }: { readonly text: string; readonly saved: SavedSearches }) {
  const say = useSay();
  const [naming, setNaming] = useState(false);
  const kept = saved.list.find((each) => each.text === text.trim());
  const named = (name: string) => {
    setNaming(false);
    if (kept) saved.rename(kept.id, name);
    else saved.save(name, text.trim());
  };
  useCommand('rename-search', () => kept && setNaming(true));
  useCommand('delete-search', () => kept && saved.remove(kept.id));
  return (
    <>
      <Button
        kind="link"
        label={kept ? say('Rename this search…') : say('Save this search…')}
        onPress={() => setNaming(true)}
      />
      {kept && <Button kind="link" label={say('Delete this search')} onPress={() => saved.remove(kept.id)} />}
      {naming && (
        <NameDialog
          heading={kept ? say('Rename this search') : say('Save this search')}
          name={kept?.name ?? text.trim()}
          onName={named}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function NameDialog({
  heading,
  name,
  onName,
  onClose,
}: {
  readonly heading: string;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [written, setWritten] = useState(name);
  const fits = written.trim() !== '';
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (fits) onName(written.trim());
  };
  return (
    <Dialog label={heading} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{heading}</h2>
        <label>
          {say('Name')}
          <input
            className="input"
            value={written}
            maxLength={200}
            onChange={(event) => setWritten(event.target.value)}
            onKeyDown={press}
          />
        </label>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        <Button kind="primary" label={say('Save')} disabled={!fits} onPress={() => onName(written.trim())} />
      </div>
    </Dialog>
  );
}
