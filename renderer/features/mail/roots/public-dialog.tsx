import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import type { BrowsedFolder } from '../../../../shared/contracts/roots.ts';
import { toFailure } from '../../../../shared/errors.ts';
import type { Root } from '../../../../shared/mail/roots.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { AccountChoice } from './account-choice.tsx';
import { type Level, useLevels } from './use-levels.ts';
import { useRoots } from './use-roots.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

export interface PublicDialogProps {
  /** As they are now: what is chosen shows at once. At least one. */
  readonly accounts: readonly [AccountSummary, ...AccountSummary[]];
  readonly onClose: () => void;
}

/** "Public folders": one level at a time; what is ticked is on the list. */
export function PublicDialog({ accounts, onClose }: PublicDialogProps) {
  const say = useSay();
  const [accountId, setAccountId] = useState(accounts[0].id);
  const account = accounts.find(({ id }) => id === accountId) ?? accounts[0];
  const { path, level, enter, up, more, restart } = useLevels(account.id);
  const { add, remove } = useRoots();
  const [fault, setFault] = useState('');
  const listed = account.roots ?? [];
  /** What was ticked here, before main has said so. */
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const tick = (folder: BrowsedFolder, wanted: boolean) => {
    setFault('');
    setTicked((before) => new Map([...before, [keyOf(folder), wanted]]));
    const root = rootOf(folder);
    const done = wanted ? add(account, root) : remove(account, root);
    done.catch((thrown: unknown) => {
      setFault(sayTold(toFailure(thrown), say));
      setTicked((before) => new Map([...before, [keyOf(folder), !wanted]]));
    });
  };
  const keyOf = ({ path: at }: BrowsedFolder) => `${account.id}|${at}`;
  return (
    <Dialog label={say('Public folders')} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Public folders')}</h2>
        <p>{say('The folders that you tick are on your list and kept in step once you have opened them.')}</p>
        <AccountChoice
          accounts={accounts}
          chosen={account}
          onChoose={({ id }) => {
            setAccountId(id);
            restart();
          }}
        />
        <div className="public-path">
          <span className="cut">
            <Isolated text={[say('Public Folders'), ...path.map(({ name }) => name)].join(' / ')} />
          </span>
          {path.length > 0 && <Button kind="link" label={say('Up one level')} onPress={up} />}
        </div>
        <LevelList
          level={level}
          isListed={(each) => ticked.get(keyOf(each)) ?? listed.some(({ path: own }) => own === each.path)}
          onTick={tick}
          onEnter={enter}
          onMore={more}
        />
        <p role="alert" className="hint">
          {fault}
        </p>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label={say('Done')} onPress={onClose} />
      </div>
    </Dialog>
  );
}

function LevelList(props: {
  readonly level: Level;
  readonly isListed: (folder: BrowsedFolder) => boolean;
  readonly onTick: (folder: BrowsedFolder, wanted: boolean) => void;
  readonly onEnter: (folder: BrowsedFolder) => void;
  readonly onMore: () => void;
}) {
  const say = useSay();
  const { level } = props;
  if (level.state === 'asking') return <p role="status">{say('Asking the server…')}</p>;
  if (level.state === 'failed') return <p role="alert">{sayTold(level.failure, say)}</p>;
  if (level.folders.length === 0) return <p role="status">{say('There are no folders in here.')}</p>;
  return (
    <ul className="public-level" aria-label={say('Folders on this level')}>
      {level.folders.map((folder) => (
        <li key={folder.path}>
          <label className="cut">
            <input
              type="checkbox"
              checked={props.isListed(folder)}
              disabled={!folder.isMail}
              onChange={(event) => props.onTick(folder, event.target.checked)}
            />
            <Isolated text={folder.name} />
            {!folder.isMail && <span className="hint"> {say('holds no mail')}</span>}
          </label>
          {folder.hasFolders && (
            <Button
              kind="icon"
              icon={ChevronRight}
              label={say('Look inside {name}', { name: folder.name })}
              onPress={() => props.onEnter(folder)}
            />
          )}
        </li>
      ))}
      {level.next !== null && (
        <li>
          <Button
            kind="link"
            label={level.isAsking ? say('Asking the server…') : say('Show more')}
            disabled={level.isAsking}
            onPress={props.onMore}
          />
        </li>
      )}
    </ul>
  );
}

function rootOf({ path, href, name }: BrowsedFolder): Root {
  return { kind: 'public', path, href, name, owner: '', whole: false };
}
