import { formatDuration, formatSeconds, formatZone } from '../../components/format/dates.ts';
import { useSay } from '../../hooks/use-say.ts';
import { MarkIcon } from './mark-icon.tsx';
import { type Entry, spokenEntry } from './timeline.ts';

/** The steps of a message: time, mark, sentence, the request in its own words, status and duration. */
export function TimelineList({ entries }: { readonly entries: readonly Entry[] }) {
  const say = useSay();
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.key} aria-label={spokenEntry(entry, say)}>
          <time title={formatZone(entry.at)}>{formatSeconds(entry.at)}</time>
          <MarkIcon mark={entry.mark} tone={entry.tone} size={14} />
          <p className="selectable">
            {entry.key === 'next' ? <Coming words={entry.sentence} /> : entry.sentence}
          </p>
          <p className="timeline-end">
            {entry.status !== null && (
              <span className={entry.protocol === null ? 'meta' : 'mono'} data-tone={entry.tone}>
                {entry.status}
              </span>
            )}
            {entry.ms !== null && <span className="meta">{formatDuration(entry.ms, say)}</span>}
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

/** What has not happened yet: when in bold, and what. */
function Coming({ words }: { readonly words: string }) {
  const [when, ...what] = words.split(': ');
  return (
    <>
      <b>{when}</b>
      {what.length > 0 && `: ${what.join(': ')}`}
    </>
  );
}
