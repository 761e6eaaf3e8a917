import { useEffect, useId, useRef, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { USER_FOLDERS, type UserFolder } from '../../../../shared/mail/roots.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useServices } from '../../../hooks/services.ts';
import { AccountChoice } from './account-choice.tsx';
import { useRoots } from './use-roots.ts';

const LABELS: Readonly<Record<UserFolder, string>> = {
  inbox: 'Inbox',
  sent: 'Sent Items',
  drafts: 'Drafts',
  deleted: 'Deleted Items',
  whole: 'The whole mailbox',
};

export interface UserFolderDialogProps {
  /** Those that can have such folders, at least one. */
  readonly accounts: readonly [AccountSummary, ...AccountSummary[]];
  readonly onClose: () => void;
  readonly onOpened: (folderId: string) => void;
}

/** "Open another user's folder": whose, and which. It stays open with the sentence where the server refuses. */
export function UserFolderDialog({ accounts, onClose, onOpened }: UserFolderDialogProps) {
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
      if (!signal.aborted) setFault(toFailure(thrown).sentence);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Dialog label="Open another user’s folder" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!asking) void open();
        }}
      >
        <div className="dialog-body">
          <h2 className="heading">Open another user’s folder</h2>
          <p>The other person, or an administrator, must have given you the right to read it.</p>
          <AccountChoice accounts={accounts} chosen={account} onChoose={setAccount} />
          <div className="field">
            <label className="label" htmlFor={`${id}-user`}>
              Name or address
            </label>
            <input
              id={`${id}-user`}
              className="input"
              type="text"
              dir="auto"
              autoComplete="off"
              value={user}
              aria-invalid={fault !== ''}
              aria-describedby={`${id}-fault`}
              onChange={(event) => {
                setUser(event.target.value);
                setFault('');
              }}
            />
          </div>
          <div className="field">
            <label className="label" htmlFor={`${id}-folder`}>
              Folder
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
                  {LABELS[each]}
                </option>
              ))}
            </select>
          </div>
          <p id={`${id}-fault`} role="alert" className="hint">
            {fault}
          </p>
        </div>
        <div className="dialog-foot">
          <Button kind="outline" label="Cancel" onPress={onClose} />
          <Button
            kind="primary"
            label={asking ? 'Asking the server…' : 'Open'}
            submit
            disabled={asking || user.trim() === ''}
          />
        </div>
      </form>
    </Dialog>
  );
}
