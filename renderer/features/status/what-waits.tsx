import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatShort } from '../../components/format/dates.ts';
import { parseSender, shortName } from '../../components/format/sender.ts';
import { plainOf } from '../../components/format/text.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useSay } from '../../hooks/use-say.ts';
import { changeWords, folderChangeWords, isReturn } from './change-words.ts';

/** So many are listed: the rest is counted, and comes up as these go. */
const LISTED = 200;

/** A change as a line says it. */
interface Line {
  readonly key: string;
  readonly at: number;
  readonly words: string;
  /** Of what: a message's subject, a folder's name. */
  readonly of: string;
  readonly facts: readonly string[];
  readonly accountId: string;
  /** null: it cannot be withdrawn. */
  readonly withdraw: (() => Promise<unknown>) | null;
}

/** The changes that wait for their servers, in the order in which they were made; each can be withdrawn. */
export function WhatWaits({
  accounts,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [fault, setFault] = useState<string | null>(null);
  const lines = useLines();
  const more = (lines?.length ?? 0) - LISTED;
  const nameOf = (id: string) =>
    accounts.length > 1 ? (accounts.find((account) => account.id === id)?.name ?? null) : null;
  return (
    <Dialog label={say('What waits')} wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('What waits')}</h2>
        {lines && (
          <p role="status">
            {lines.length === 0
              ? say('No change waits. The servers have all of them.')
              : say(
                  'You see these changes here already. Their servers get them in this order; what you withdraw is as it was before.',
                )}
          </p>
        )}
        <ol className="waits" aria-label={say('Changes that wait')}>
          {lines?.slice(0, LISTED).map((line) => (
            <ChangeLine
              key={line.key}
              line={line}
              account={nameOf(line.accountId)}
              onWithdraw={(withdraw) => {
                setFault(null);
                withdraw().catch((thrown: unknown) => setFault(sayTold(toFailure(thrown), say)));
              }}
            />
          ))}
        </ol>
        {fault !== null && <p role="alert">{fault}</p>}
        {more > 0 && <p>{say('And {count, number} more.', { count: more })}</p>}
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label={say('Done')} onPress={onClose} />
      </div>
    </Dialog>
  );
}

/** Of messages and folders, the oldest first; undefined before they are known. */
function useLines(): readonly Line[] | undefined {
  const say = useSay();
  const { engine, reader } = useServices();
  const changes = useLive('changes', () => reader.changes());
  const ofFolders = useLive('folder-changes', () => reader.folderChanges());
  const folders = useLive('folders', () => reader.folders()) ?? [];
  if (!changes || !ofFolders) return undefined;
  const lines = [
    ...changes.map((change): Line => {
      const { row, task } = change;
      const { id } = task;
      return {
        key: `message ${id}`,
        at: task.at,
        words: changeWords(change, folders, say),
        of: row.subject.trim() || say('No subject'),
        facts: [shortName(parseSender(row.from)) || say('No sender')],
        accountId: row.accountId,
        withdraw: id === undefined || isReturn(change) ? null : () => engine.call('tasks.withdraw', { id }),
      };
    }),
    ...ofFolders.map((change): Line => {
      const { row, task } = change;
      const { id } = task;
      return {
        key: `folder ${id}`,
        at: task.at,
        words: folderChangeWords(change, folders, say),
        of: row.name,
        facts: [],
        accountId: row.accountId,
        withdraw: id === undefined ? null : () => engine.call('folders.withdraw', { id }),
      };
    }),
  ];
  return lines.sort((a, b) => a.at - b.at);
}

function ChangeLine({
  line,
  account,
  onWithdraw,
}: {
  readonly line: Line;
  readonly account: string | null;
  readonly onWithdraw: (withdraw: () => Promise<unknown>) => void;
}) {
  const say = useSay();
  const { now } = useServices();
  const { words, of, withdraw } = line;
  const facts = [
    ...line.facts,
    say('changed {time}', { time: formatShort(line.at, now()) }),
    ...(account === null ? [] : [account]),
  ];
  return (
    <li>
      <p>
        <b>
          <Isolated text={words} />
        </b>
        <span className="cut">
          <Isolated text={of} />
        </span>
        <span className="meta cut">
          <Isolated text={facts.join(' · ')} />
        </span>
      </p>
      {withdraw && (
        <Button
          kind="outline"
          label={say('Withdraw')}
          name={say('Withdraw: {change}, {of}', { change: plainOf(words), of: plainOf(of) })}
          onPress={() => onWithdraw(withdraw)}
        />
      )}
    </li>
  );
}
