import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** What can be done with a job that is going on. Without `onPause` it cannot be held up. */
export function RunningButtons({
  isPaused,
  onPause,
  onStop,
}: {
  readonly isPaused: boolean;
  readonly onPause: ((paused: boolean) => void) | null;
  readonly onStop: () => void;
}) {
  const say = useSay();
  return (
    <>
      {onPause && (
        <Button
          kind="outline"
          label={isPaused ? say('Resume') : say('Pause')}
          onPress={() => onPause(!isPaused)}
        />
      )}
      <Button kind="outline" label={say('Stop')} onPress={onStop} />
    </>
  );
}
