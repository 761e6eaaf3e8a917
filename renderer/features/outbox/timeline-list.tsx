import { formatDuration, formatSeconds, formatZone } from '../../components/format/dates.ts';
import { MarkIcon } from './mark-icon.tsx';
import { type Entry, spokenEntry } from './timeline.ts';

/** The steps of a message: time, mark, sentence, the request in its own words, status and duration. */
export function TimelineList({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.key} aria-label={spokenEntry(entry)} data-next={entry.key === 'next' ? '' : undefined}>
          <time title={formatZone(entry.at)}>{formatSeconds(entry.at)}</time>
          <MarkIcon mark={entry.mark} tone={entry.tone} size={14} />
          <p className="selectable">{entry.sentence}</p>
          <p className="timeline-end">
            {entry.status !== null && (
              <span className={entry.protocol === null ? 'meta' : 'mono'} data-tone={entry.tone}>
                {entry.status}
              </span>
            )}
            {entry.ms !== null && <span className="meta">{formatDuration(entry.ms)}</span>}
          </p>
          {entry.protocol !== null && (
            <p className="timeline-protocol mono selectable" dir="ltr">
              {entry.protocol}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
