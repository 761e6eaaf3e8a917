import { useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { OUTSIDE_FOLDER, SPECIAL_FOLDER } from '../../../../shared/mail/folder-words.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { plural } from '../../../components/format/numbers.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useCommand, useCommandWith } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { contentsOf, folderSites, isForGood } from './folder-places.ts';

type Asking =
  /** `parentId` null: at the top. */
  | { readonly what: 'create'; readonly accountId: string; readonly parentId: string | null }
  | { readonly what: 'place' | 'remove'; readonly folder: FolderRow };

/** New folder, Rename or move, Delete: asks, and tells what became of it with a way back. `folder` is the open one. */
export function FolderActions({
  accounts,
  folder,
  folders,
  onSelect,
}: {
  readonly accounts: readonly AccountSummary[];
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
    if (folder.root !== undefined) return notify(OUTSIDE_FOLDER);
    // What belongs to the mailbox can hold new folders and no more.
    if (what !== 'create' && folder.role !== 'none') return notify(SPECIAL_FOLDER);
    if (what === 'create') setAsking({ what, accountId: folder.accountId, parentId: folder.id });
    else setAsking({ what, folder });
  };
  useCommand('new-folder', () => ask('create'));
  useCommandWith('new-folder-at', (accountId) => setAsking({ what: 'create', accountId, parentId: null }));
  useCommand('rename-folder', () => ask('place'));
  useCommand('delete-folder', () => ask('remove'));
  if (!asking) return null;

  const close = () => setAsking(null);
  const tellDone = (sentence: string, step: number | null) => {
    const undo = () =>
      void engine.call('folders.undo', { step: step ?? 0 }).then(() => notify('Taken back.'), tell);
    notify(sentence, step === null ? undefined : { label: 'Undo', tip: 'Brings it back', onPress: undo });
  };
  if (asking.what === 'create') {
    const { accountId, parentId: at } = asking;
    return (
      <FolderDialog
        title="New folder"
        act="Make folder"
        name=""
        parentId={at}
        sites={folderSites(folders, accountId, null)}
        onClose={close}
        onAct={async (wanted, parentId) => {
          const made = await engine.call('folders.create', { accountId, parentId, name: wanted });
          onSelect(made.folderId);
        }}
      />
    );
  }
  const { accountId, id: folderId, name, parentPath } = asking.folder;
  switch (asking.what) {
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
            if (step !== null) tellDone(`${name} is ${wanted} now, with all that is in it.`, step);
          }}
        />
      );
    case 'remove':
      return (
        <RemoveFolder
          folder={asking.folder}
          folders={folders}
          isLocal={accounts.some(({ id, dialect }) => id === accountId && dialect === 'local')}
          onKeep={close}
          onRemove={(forGood) => {
            close();
            engine
              .call('folders.remove', { folderId, forGood })
              .then(({ step }) =>
                tellDone(forGood ? `${name} is deleted for good.` : `${name} is in Deleted Items.`, step),
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
  isLocal,
  onKeep,
  onRemove,
}: {
  readonly folder: FolderRow;
  readonly folders: readonly FolderRow[];
  /** It is in the mailbox on this computer, and nowhere else. */
  readonly isLocal: boolean;
  readonly onKeep: () => void;
  readonly onRemove: (forGood: boolean) => void;
}) {
  const say = useSay();
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
          {!forGood
            ? `It goes to Deleted Items with ${held}.`
            : isLocal
              ? say('It leaves this computer with {held}, the only copy. This cannot be undone.', { held })
              : `It leaves the server and this computer with ${held}. This cannot be undone.`}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label="Keep" onPress={onKeep} />
        <Button kind="primary" label="Delete folder" onPress={() => onRemove(forGood)} />
      </div>
    </Dialog>
  );
}
