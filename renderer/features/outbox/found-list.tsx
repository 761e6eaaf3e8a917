import { Server } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { FindingAct } from '../../../shared/delivery/findings.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { Icon } from '../../components/icon.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useLatest } from '../../hooks/use-latest.ts';
import { useNow } from '../../hooks/use-now.ts';
import type { FoundItem, FoundMail } from '../../hooks/use-findings.ts';
import { useSay } from '../../hooks/use-say.ts';
import { foundActs, foundLabel, foundLead, foundQuestion, foundRest } from './found-words.ts';
import { QuestionDialog } from './question-dialog.tsx';

/** What is stuck on the servers and is not of this Outbox, with its evidence and what can be done (ux 4.8). */
export function FoundList({
  found,
  accounts,
  onRead,
}: {
  readonly found: FoundMail;
  readonly accounts: readonly AccountSummary[];
  /** Shows it as it lies there. */
  readonly onRead: (item: FoundItem) => void;
}) {
  const say = useSay();
  const headId = useId();
  const [asked, setAsked] = useState<{ readonly item: FoundItem; readonly act: FindingAct } | null>(null);
  const look = useLatest(found.look);
  useEffect(() => look(true), [look]);
  const nameOf = (id: string) => accounts.find((account) => account.id === id)?.name ?? '';
  return (
    <section className="found" aria-labelledby={headId}>
      <header className="outbox-group">
        <h3 id={headId}>{say('Found on the server')}</h3>
        <span aria-live="polite">{stateOf(found, say)}</span>
        <Button kind="link" label={say('Look again')} disabled={found.looking} onPress={() => found.look()} />
      </header>
      {found.failures.map(({ accountId, failure }) => (
        <p key={accountId} className="evidence-fault">
          <Isolated text={nameOf(accountId)} />: {sayTold(failure, say)}
        </p>
      ))}
      <ul>
        {found.items.map((item) => (
          <FoundRow
            key={item.finding.id}
            item={item}
            account={accounts.length > 1 ? nameOf(item.accountId) : null}
            onRead={() => onRead(item)}
            onAct={(act) => setAsked({ item, act })}
            onLeave={() => found.leave(item)}
          />
        ))}
      </ul>
      {asked && (
        <QuestionDialog
          question={foundQuestion(asked.act, asked.item, say)}
          subject={asked.item.finding.item.subject}
          onKeep={() => setAsked(null)}
          onAct={() => {
            setAsked(null);
            found.act(asked.item, asked.act);
          }}
        />
      )}
    </section>
  );
}

function stateOf({ looking, at, items, failures }: FoundMail, say: Say): string {
  if (looking) return say('Looking in Drafts, Outbox and Sent Items…');
  if (at === null) return say('Not looked at yet.');
  const time = formatTime(at);
  return items.length === 0 && failures.length === 0
    ? say('Nothing is stuck, as of {time}', { time })
    : say('As of {time}', { time });
}

function FoundRow(props: {
  readonly item: FoundItem;
  readonly account: string | null;
  readonly onRead: () => void;
  readonly onAct: (act: FindingAct) => void;
  readonly onLeave: () => void;
}) {
  const say = useSay();
  const { item, account } = props;
  const { mechanism, item: about, evidence } = item.finding;
  return (
    <li className="found-row">
      <Icon of={Server} className="mark" />
      <div>
        <p className="outbox-subject cut">
          <Isolated text={about.subject || say('No subject')} />
          {about.size !== null && <span className="meta"> {formatBytes(about.size)}</span>}
          {account !== null && (
            <span className="meta">
              , <Isolated text={account} />
            </span>
          )}
        </p>
        <p className="outbox-state">
          <b data-tone="warn">{foundLead(mechanism, say)}</b> {foundRest(item, useNow(60_000), say)}
        </p>
        <details>
          <summary>{say('Why Retinue thinks so')}</summary>
          <ul>
            {evidence.map((fact) => (
              <li key={fact.sentence}>{sayTold(fact, say)}</li>
            ))}
          </ul>
        </details>
        <div className="found-actions">
          <Button kind="outline" label={say('Open read-only')} onPress={props.onRead} />
          {foundActs(item).map((act) => (
            <Button
              key={act}
              kind="outline"
              label={foundLabel(act, item, say)}
              onPress={() => props.onAct(act)}
            />
          ))}
          <Button kind="link" label={say('Leave it there')} onPress={props.onLeave} />
        </div>
      </div>
    </li>
  );
}
