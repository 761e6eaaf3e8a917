import { useState } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import { OUTSIDE_FOLDER, SPECIAL_FOLDER } from '../../../../shared/mail/folder-words.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { plural } from '../../../components/format/numbers.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { contentsOf, folderSites, isForGood } from './folder-places.ts';

interface Asking {
  readonly what: 'create' | 'place' | 'remove';
  readonly folder: FolderRow;
}

/** New folder, Rename or move, Delete: asks, and tells what became of it with a way back. `folder` is the open one. */
export function FolderActions({
  folder,
  folders,
  onSelect,
}: {
  readonly folder: FolderRow | null;
  readonly folders: readonly FolderRow[];
  readonly onSelect: (folderId: string) => void;
}) {
  const { engine } = useServices();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking | null>(null);
  const tell = (thrown: unknown) => notify(toFailure(thrown).sentence);
  const ask = (what: Asking['what']) => {
    if (!folder) return notify('Choose a folder of an account first.');
    if (folder.root !== undefined) return notify(OUTSIDE_FOLDER.sentence);
    // What belongs to the mailbox can hold new folders and no more.
    if (what !== 'create' && folder.role !== 'none') return notify(SPECIAL_FOLDER.sentence);
    setAsking({ what, folder });
  };
  useCommand('new-folder', () => ask('create'));
  useCommand('rename-folder', () => ask('place'));
  useCommand('delete-folder', () => ask('remove'));
  if (!asking) return null;

  const close = () => setAsking(null);
  const told = (sentence: string, step: number | null) => {
    const undo = () =>
      void engine.call('folders.undo', { step: step ?? 0 }).then(() => notify('Taken back.'), tell);
    notify(sentence, step === null ? undefined : { label: 'Undo', tip: 'Brings it back', onPress: undo });
  };
  const { accountId, id: folderId, name, parentPath } = asking.folder;
  switch (asking.what) {
    case 'create':
      return (
        <FolderDialog
          title="New folder"
          act="Make folder"
          name=""
          parentId={folderId}
          sites={folderSites(folders, accountId, null)}
          onClose={close}
          onAct={async (wanted, parentId) => {
            const made = await engine.call('folders.create', { accountId, parentId, name: wanted });
            onSelect(made.folderId);
          }}
        />
      );
    case 'place':
      return (
        <FolderDialog
          title="Rename or move folder"
          act="Change"
          name={name}
          parentId={parentPath === null ? null : `${accountId}|${parentPath}`}
          sites={folderSites(folders, accountId, asking.folder)}
          onClose={close}
          onAct={async (wanted, parentId) => {
            const { step } = await engine.call('folders.place', { folderId, parentId, name: wanted });
            if (step !== null) told(`${name} is ${wanted} now, with all that is in it.`, step);
          }}
        />
      );
    case 'remove':
      return (
        <RemoveFolder
          folder={asking.folder}
          folders={folders}
          onKeep={close}
          onRemove={(forGood) => {
            close();
            engine
              .call('folders.remove', { folderId, forGood })
              .then(({ step }) =>
                told(forGood ? `${name} is deleted for good.` : `${name} is in Deleted Items.`, step),
              )
              .catch(tell);
          }}
        />
      );
  }
}

function RemoveFolder({
  folder,
  folders,
  onKeep,
  onRemove,
}: {
  readonly folder: FolderRow;
  readonly folders: readonly FolderRow[];
  readonly onKeep: () => void;
  readonly onRemove: (forGood: boolean) => void;
}) {
  const forGood = isForGood(folders, folder);
  const inside = contentsOf(folders, folder);
  const held = [
    plural(inside.messages, 'message', 'messages'),
    ...(inside.folders > 0 ? [plural(inside.folders, 'folder', 'folders')] : []),
  ].join(' and ');
  const title = forGood ? `Delete “${folder.name}” for good` : `Delete “${folder.name}”`;
  return (
    <Dialog label={title} onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">{title}</h2>
        <p>
          {forGood
            ? `It leaves the server and this computer with ${held}. This cannot be undone.`
            : `It goes to Deleted Items with ${held}.`}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Keep" onPress={onKeep} />
        <Button kind="primary" label="Delete folder" onPress={() => onRemove(forGood)} />
      </div>
    </Dialog>
  );
}
