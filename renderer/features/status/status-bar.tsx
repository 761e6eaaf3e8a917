import { Activity, CircleAlert, Download, FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes } from '../../components/format/numbers.ts';
import { outgoingTally } from '../../components/format/outgoing.ts';
import { plainOf } from '../../components/format/text.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useNow } from '../../hooks/use-now.ts';
import type { AccountStateRow } from '../../store/tables.ts';
import { isUnfinished } from '../../components/format/transfers.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useTip } from '../../hooks/use-key-of.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useTransfers } from '../../hooks/use-transfers.ts';
import { accountWords } from './status-words.ts';

/** How each account is, or where the link under the pointer leads; and the way to the error log. */
export function StatusBar({
  accounts,
  states,
  newErrors,
  panelOpen,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
  readonly newErrors: number;
  readonly panelOpen: 'log' | 'progress' | 'health' | 'people' | null;
}) {
  const say = useSay();
  const tip = useTip();
  const { commands, reader } = useServices();
  const folders = useLive('folders', () => reader.folders()) ?? [];
  const now = useNow(1000);
  const link = useHoveredLink();
  return (
    <footer className="status">
      {link ? (
        <span className="status-link cut">{plainOf(link)}</span>
      ) : (
        accounts.map(({ id, name, offline }) => (
          <span className="status-account" key={id}>
            <StateMark state={states.get(id)?.connection ?? 'connecting'} />
            <span className="cut">{`${plainOf(name)}: ${offline ? say('offline, as you chose') : accountWords(states.get(id), folders, now, say)}`}</span>
          </span>
        ))
      )}
      <OutboxSummary />
      <TransferSummary open={panelOpen === 'progress'} />
      <Button
        icon={Activity}
        label={say('Server health')}
        tip={tip(say('Server health'), 'health')}
        pressed={panelOpen === 'health'}
        onPress={() => commands.send('health')}
      />
      <Button
        icon={FileText}
        label={newErrors > 0 ? say('Error log: {count, number} new', { count: newErrors }) : say('Error log')}
        tip={tip(say('Error log'), 'error-log')}
        pressed={panelOpen === 'log'}
        onPress={() => commands.send('error-log')}
      />
    </footer>
  );
}

/** How many messages of the Outbox wait for the person, and the way to them; nothing where none does. */
function OutboxSummary() {
  const say = useSay();
  const { commands } = useServices();
  const count = outgoingTally(useOutgoing())['needs-you'];
  if (count === 0) return null;
  return (
    <Button
      icon={CircleAlert}
      label={say('Outbox: {count, plural, one {# needs you} other {# need you}}', { count })}
      onPress={() => commands.send('outbox')}
    />
  );
}

/** How many downloads are unfinished, and the way to them; nothing while there never were any. */
function TransferSummary({ open }: { readonly open: boolean }) {
  const say = useSay();
  const tip = useTip();
  const { commands } = useServices();
  const rows = useTransfers();
  const unfinished = rows.filter(isUnfinished);
  const rate = unfinished.reduce((sum, row) => sum + row.rate, 0);
  if (rows.length === 0) return null;
  const count = unfinished.length;
  const progress =
    count > 0
      ? say('Progress: {count, plural, one {# download} other {# downloads}}', { count })
      : say('Progress');
  return (
    <Button
      icon={Download}
      label={rate > 0 ? say('{part}, {speed}/s', { part: progress, speed: formatBytes(rate) }) : progress}
      tip={tip(say('Progress'), 'progress')}
      pressed={open}
      onPress={() => commands.send('progress')}
    />
  );
}

function useHoveredLink(): string {
  const { bridge } = useServices();
  const [url, setUrl] = useState('');
  useEffect(() => bridge.on('link.hover', (hover) => setUrl(hover.url)), [bridge]);
  return url;
}
