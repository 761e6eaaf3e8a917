import { CircleX, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { formatShort, formatZone } from '../../components/format/dates.ts';
import { formatCount } from '../../components/format/numbers.ts';
import { Icon } from '../../components/icon.tsx';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { LogRow } from '../../store/tables.ts';

const ICONS = { error: CircleX, warning: TriangleAlert, info: Info } as const;

/** The error log: plain sentences, newest first; nothing in it is private. */
export function ErrorLog({
  rows,
  accounts,
  stuck,
  stuckCount,
  onClose,
}: {
  readonly rows: readonly LogRow[];
  readonly accounts: readonly AccountSummary[];
  /** Entries for messages of the Outbox; they are not copied, for they name what is private, and go by themselves. */
  readonly stuck: ReactNode;
  readonly stuckCount: number;
  /** Absent where it stands in another view. */
  readonly onClose?: () => void;
}) {
  const { engine } = useServices();
  const notify = useNotify();
  const tell = useTellFailure();
  const say = useSay();
  const copy = () => {
    navigator.clipboard
      .writeText(logText(rows))
      .then(
        () => notify(say('The error log is on the clipboard. It holds no message text and no passwords.')),
        tell,
      );
  };
  const clear = () => {
    engine.call('log.clear', null).catch(tell);
  };
  return (
    <aside className="log-panel" aria-label={say('Error log')}>
      <header className="log-head">
        <h2>{say('Error log')}</h2>
        <span className="meta">
          {rows.length + stuckCount > 0 ? formatCount(rows.length + stuckCount) : ''}
        </span>
        <Button label={say('Copy all')} disabled={rows.length === 0} onPress={copy} />
        <Button label={say('Clear')} disabled={rows.length === 0} onPress={clear} />
        {onClose && <Button kind="icon" icon={X} label={say('Close')} onPress={onClose} />}
      </header>
      {rows.length + stuckCount === 0 ? (
        <div className="empty">
          <p>{say('No errors in 7 days.')}</p>
        </div>
      ) : (
        <ul className="log-list">
          {stuck}
          {rows.map((row) => (
            <Entry key={row.id} row={row} account={accounts.find(({ id }) => id === row.accountId)?.name} />
          ))}
        </ul>
      )}
    </aside>
  );
}

function Entry({ row, account }: { readonly row: LogRow; readonly account: string | undefined }) {
  const say = useSay();
  const now = useNow(60_000);
  const title = sayTold({ sentence: row.title, ...(row.titleSaid && { said: row.titleSaid }) }, say);
  const detail = sayTold({ sentence: row.detail, ...(row.detailSaid && { said: row.detailSaid }) }, say);
  return (
    <li className="log-entry selectable">
      <Icon of={ICONS[row.level]} level={row.level} />
      <h3>{title}</h3>
      <time className="meta" title={formatZone(row.at)}>
        {formatShort(row.at, now)}
      </time>
      <p>{sayTold(row, say)}</p>
      {(detail || account) && <p className="meta">{[account, detail].filter(Boolean).join(' · ')}</p>}
    </li>
  );
}

/** The log as text for other people, in English, safe to post: it holds no subject, body or secret. */
export function logText(rows: readonly LogRow[]): string {
  return rows
    .map(({ at, level, title, sentence, detail }) =>
      [`${new Date(at).toISOString()} ${level}: ${title}`, sentence, detail].filter(Boolean).join('\n  '),
    )
    .join('\n');
}
