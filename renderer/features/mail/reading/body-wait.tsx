import { TriangleAlert } from 'lucide-react';
import type { Failure } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { formatTime } from '../../../components/format/dates.ts';
import { formatBytes, formatPart } from '../../../components/format/numbers.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { useNow } from '../../../hooks/use-now.ts';
import type { Opening } from './use-opened.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** Before this nothing is shown: most messages are there sooner. */
const QUIET_MS = 400;
/** After this a sentence says how long it has taken, with a way to stop. */
const LONG_MS = 5000;

/** What stands in the body's place while it is fetched. */
export function BodyWait({
  opening,
  size,
  onStop,
}: {
  readonly opening: Opening & { readonly state: 'loading' };
  readonly size: number;
  readonly onStop: () => void;
}) {
  const say = useSay();
  const elapsed = useNow(200) - opening.since;
  if (elapsed < QUIET_MS) return <div className="read-wait" aria-busy />;
  const words = waitWords(opening, size, elapsed, say);
  const { progress } = opening;
  return (
    <div className="read-wait" aria-busy>
      <p role="status">{words}</p>
      {progress && progress.received > 0 && (
        <ProgressBar done={progress.received} total={progress.total} text={words} />
      )}
      {elapsed >= LONG_MS && <Button kind="outline" label={say('Stop')} onPress={onStop} />}
    </div>
  );
}

/** "Fetching, 38.4 MB"; "The server is still preparing it, 12 s"; "3.1 of 38.4 MB, 12 s". */
export function waitWords(
  opening: Opening & { readonly state: 'loading' },
  size: number,
  elapsed: number,
  say: Say,
): string {
  const { progress } = opening;
  const seconds = Math.floor(elapsed / 1000);
  if (elapsed < LONG_MS) return say('Fetching, {size}', { size: formatBytes(progress?.total ?? size) });
  if (!progress || progress.received === 0)
    return say('The server is still preparing it, {seconds, number} s', { seconds });
  const part =
    progress.total === null
      ? formatBytes(progress.received)
      : formatPart(progress.received, progress.total, say);
  return say('{part}, {seconds, number} s', { part, seconds });
}

/** What happened, what is shown instead, and what can be done. */
export function BodyFault({
  failure,
  preview,
  nextTryAt,
  onRetry,
}: {
  readonly failure: Failure;
  readonly preview: string;
  readonly nextTryAt: number | null;
  readonly onRetry: () => void;
}) {
  const say = useSay();
  return (
    <div className="read-fault selectable" role="status">
      <p>
        <Icon of={TriangleAlert} />
        <span>
          {nextTryAt === null
            ? sayTold(failure, say)
            : say('{what} Next try {time}.', {
                what: sayTold(failure, say),
                time: formatTime(nextTryAt),
              })}
        </span>
      </p>
      <Button kind="outline" label={say('Try again')} onPress={onRetry} />
      {preview && (
        <>
          <p className="meta">{say('The start of the text, from the list:')}</p>
          <p className="read-preview">
            <Isolated text={preview} />
          </p>
        </>
      )}
    </div>
  );
}
