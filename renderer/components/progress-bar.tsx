import { useSay } from '../hooks/use-say.ts';

/** A bar of known length, or a striped still one where the length is not known. It never fakes. */
export function ProgressBar({
  done,
  total,
  text,
  paused = false,
}: {
  readonly done: number;
  readonly total: number | null;
  /** What is read aloud: "34 of 180 MB". */
  readonly text: string;
  /** Nothing comes until somebody says so. */
  readonly paused?: boolean;
}) {
  const say = useSay();
  const known = total !== null && total > 0;
  const percent = known ? Math.min(100, Math.round((done / total) * 100)) : undefined;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={say('Progress')}
      aria-valuetext={text}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      data-unknown={known ? undefined : ''}
      data-paused={paused ? '' : undefined}
    >
      {known && <span style={{ width: `${percent}%` }} />}
    </div>
  );
}
