import { useEffect, useId, useRef, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { assertNever, toFailure } from '../../../../shared/errors.ts';
import { USER_FOLDERS, type UserFolder } from '../../../../shared/mail/roots.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useServices } from '../../../hooks/services.ts';
import { AccountChoice } from './account-choice.tsx';
import { useRoots } from './use-roots.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import type { Say } from '../../../../shared/language/say.ts';

function folderWords(folder: UserFolder, say: Say): string {
  switch (folder) {
    case 'inbox':
      return say('Inbox');
    case 'sent':
      return say('Sent Items');
    case 'drafts':
      return say('Drafts');
    case 'deleted':
      return say('Deleted Items');
    case 'whole':
      return say('The whole mailbox');
    default:
      return assertNever(folder);
  }
}

export interface UserFolderDialogProps {
  /** Those that can have such folders, at least one. */
  readonly accounts: readonly [AccountSummary, ...AccountSummary[]];
  readonly onClose: () => void;
  readonly onOpened: (folderId: string) => void;
}

/** "Open another user's folder": whose, and which. It stays open with the sentence where the server refuses. */
export function UserFolderDialog({ accounts, onClose, onOpened }: UserFolderDialogProps) {
  const say = useSay();
  const { engine } = useServices();
  const roots = useRoots();
  const [account, setAccount] = useState(accounts[0]);
  const [user, setUser] = useState('');
  const [folder, setFolder] = useState<UserFolder>('inbox');
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState('');
  const id = useId();
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const open = async () => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setAsking(true);
    setFault('');
    try {
      const root = await engine.call('roots.find', { accountId: account.id, user, folder }, { signal });
      await roots.add(account, root);
      if (!root.whole) onOpened(`${account.id}|${root.path}`);
      onClose();
    } catch (thrown) {
      if (!signal.aborted) setFault(sayTold(toFailure(thrown), say));
    } finally {
      setAsking(false);
    }
  };
  return (
    <Dialog label={say('Open another user’s folder')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!asking) void open();
        }}
      >
        <div className="dialog-body">
          <h2 className="heading">{say('Open another user’s folder')}</h2>
          <p>{say('The other person, or an administrator, must have given you the right to read it.')}</p>
          <AccountChoice accounts={accounts} chosen={account} onChoose={setAccount} />
          <TextField
            label={say('Name or address')}
            value={user}
            invalid={fault !== ''}
            describedBy={`${id}-fault`}
            onChange={(value) => {
              setUser(value);
              setFault('');
            }}
          />
          <div className="field">
            <label className="label" htmlFor={`${id}-folder`}>
              {say('Folder')}
            </label>
            <select
              id={`${id}-folder`}
              className="select"
              value={folder}
              onChange={(event) => {
                const chosen = USER_FOLDERS.find((each) => each === event.target.value);
                if (chosen) setFolder(chosen);
              }}
            >
              {USER_FOLDERS.map((each) => (
                <option key={each} value={each}>
                  {folderWords(each, say)}
                </option>
              ))}
            </select>
          </div>
          <p id={`${id}-fault`} role="alert" className="hint">
            {fault}
          </p>
        </div>
        <div className="dialog-foot">
          <Button kind="outline" label={say('Cancel')} onPress={onClose} />
          <Button
            kind="primary"
            label={asking ? say('Asking the server…') : say('Open')}
            submit
            disabled={asking || user.trim() === ''}
          />
        </div>
      </form>
    </Dialog>
  );
}
