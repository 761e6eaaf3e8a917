import { useEffect, useRef, useState } from 'react';
import { useServices } from '../../hooks/services.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { OutgoingRow } from '../../store/tables.ts';
import { newsOf } from './news.ts';

/** Tells a screen reader what changes in the Outbox, wherever the person is: results politely, refusals at once. */
export function OutboxNews() {
  const say = useSay();
  const { now } = useServices();
  const rows = useOutgoing();
  const before = useRef<readonly OutgoingRow[]>([]);
  const [news, setNews] = useState({ polite: '', urgent: '' });
  useEffect(() => {
    const { polite, urgent } = newsOf(before.current, rows, now(), say);
    before.current = rows;
    if (polite || urgent) setNews((old) => ({ polite: polite || old.polite, urgent: urgent || old.urgent }));
  }, [rows, now, say]);
  return (
    <div className="unseen">
      <p aria-live="polite">{news.polite}</p>
      <p aria-live="assertive">{news.urgent}</p>
    </div>
  );
}
