import { isStuck } from '../../components/format/outgoing.ts';
import { Button } from '../../components/button.tsx';
import { formatShort, formatZone } from '../../components/format/dates.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useSay } from '../../hooks/use-say.ts';
import { MarkIcon } from './mark-icon.tsx';
import { rowWords } from './row-words.ts';

/** Entries of the error log for messages that stand still or of which nobody knows, each with the way to it. Gone when that is settled. */
export function StuckNews({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const say = useSay();
  const now = useNow(60_000);
  const rows = useOutgoing().filter(isStuck);
  return rows.map((row) => {
    const { mark, tone, lead, rest } = rowWords(row, now, say);
    return (
      <li className="log-entry selectable" key={row.id}>
        <MarkIcon mark={mark} tone={tone} />
        <h3 className="cut">
          <Isolated text={row.subject || say('No subject')} />
        </h3>
        <time className="meta" title={formatZone(row.queuedAt)}>
          {formatShort(row.queuedAt, now)}
        </time>
        <p>
          <b>{lead}</b> {rest}{' '}
          <Button
            kind="link"
            label={row.state.kind === 'unknown' ? say('What happened') : say('Open in Outbox')}
            onPress={() => onOpen(row.id)}
          />
        </p>
      </li>
    );
  });
}
