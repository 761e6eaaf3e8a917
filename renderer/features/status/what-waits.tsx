import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatShort } from '../../components/format/dates.ts';
import { plural } from '../../components/format/numbers.ts';
import { parseSender, shortName } from '../../components/format/sender.ts';
import { plainOf } from '../../components/format/text.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { WaitingChange } from '../../store/reader.ts';
import { changeWords, isReturn } from './change-words.ts';

/** So many are listed: the rest is counted, and comes up as these go. */
const LISTED = 200;

/** The changes that wait for their servers, in the order in which they were made; each can be withdrawn. */
export function WhatWaits({
  accounts,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly onClose: () => void;
}) {
  const { engine, reader } = useServices();
  const [fault, setFault] = useState<string | null>(null);
  const changes = useLive('changes', () => reader.changes());
  const folders = useLive('folders', () => reader.folders()) ?? [];
  const withdraw = (id: number) => {
    setFault(null);
    engine.call('tasks.withdraw', { id }).catch((thrown: unknown) => setFault(toFailure(thrown).sentence));
  };
  const more = (changes?.length ?? 0) - LISTED;
  const nameOf = (id: string) =>
    accounts.length > 1 ? (accounts.find((account) => account.id === id)?.name ?? null) : null;
  return (
    <Dialog label="What waits" wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">What waits</h2>
        {changes && (
          <p role="status">
            {changes.length === 0
              ? 'No change waits. The servers have all of them.'
              : 'You see these changes here already. Their servers get them in this order; what you withdraw is as it was before.'}
          </p>
        )}
        <ol className="waits" aria-label="Changes that wait">
          {changes?.slice(0, LISTED).map((change) => (
            <ChangeLine
              key={change.task.id}
              change={change}
              words={changeWords(change, folders)}
              account={nameOf(change.row.accountId)}
              onWithdraw={withdraw}
            />
          ))}
        </ol>
        {fault !== null && <p role="alert">{fault}</p>}
        {more > 0 && <p>{`And ${plural(more, 'more', 'more')}.`}</p>}
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label="Done" onPress={onClose} />
      </div>
    </Dialog>
  );
}

function ChangeLine({
  change,
  words,
  account,
  onWithdraw,
}: {
  readonly change: WaitingChange;
  readonly words: string;
  readonly account: string | null;
  readonly onWithdraw: (id: number) => void;
}) {
  const { now } = useServices();
  const { row, task } = change;
  const subject = row.subject.trim() || 'No subject';
  const { id } = task;
  const facts = [
    shortName(parseSender(row.from)) || 'No sender',
    `changed ${formatShort(task.at, now())}`,
    ...(account === null ? [] : [account]),
  ];
  return (
    <li>
      <p>
        <b>
          <Isolated text={words} />
        </b>
        <span className="cut">
          <Isolated text={subject} />
        </span>
        <span className="meta cut">
          <Isolated text={facts.join(' · ')} />
        </span>
      </p>
      {id !== undefined && !isReturn(change) && (
        <Button
          kind="outline"
          label="Withdraw"
          name={`Withdraw: ${plainOf(words)}, ${plainOf(subject)}`}
          onPress={() => onWithdraw(id)}
        />
      )}
    </li>
  );
}
