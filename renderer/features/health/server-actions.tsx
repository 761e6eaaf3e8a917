import { Activity, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import type { ServerHealth } from '../../../shared/health/servers.ts';
import { Button } from '../../components/button.tsx';
import { useServices } from '../../hooks/services.ts';
import { usePause } from '../../hooks/use-pause.ts';
import { probeWords } from './health-words.ts';
import { hostOf } from './server-list.tsx';

/** *Test now* with what came of it, and *Pause this server* or *Resume*. */
export function ServerActions({
  server,
  accountId,
}: {
  readonly server: ServerHealth;
  /** Whose name and password the test goes under; null where no account is on this server any more. */
  readonly accountId: string | null;
}) {
  const { test, isTesting, sentence } = useTest(server);
  const pause = usePause();
  const { origin, isPaused } = server;
  if (accountId === null) return null;
  return (
    <div className="health-actions">
      <Button
        kind="outline"
        icon={Activity}
        label="Test now"
        tip={isPaused ? 'Resume the server first' : 'One small request'}
        disabled={isPaused || isTesting}
        onPress={() => test(accountId)}
      />
      <Button
        kind="outline"
        icon={isPaused ? Play : Pause}
        label={isPaused ? 'Resume' : 'Pause this server'}
        tip={
          isPaused ? 'Goes on with everything that waits' : 'What is under way ends; then it is asked nothing'
        }
        onPress={() => pause(origin, !isPaused)}
      />
      <p role="status">{isTesting ? 'Asking…' : sentence}</p>
    </div>
  );
}

function useTest({ origin, isPaused }: ServerHealth) {
  const { engine } = useServices();
  const [isTesting, setTesting] = useState(false);
  const [sentence, setSentence] = useState('');
  const ask = async (accountId: string) => {
    setTesting(true);
    try {
      setSentence(probeWords(hostOf(origin), await engine.call('health.test', { accountId })));
    } catch (thrown) {
      setSentence(toFailure(thrown).sentence);
    } finally {
      setTesting(false);
    }
  };
  // What was true before it was paused is not news any more.
  return { test: (accountId: string) => void ask(accountId), isTesting, sentence: isPaused ? '' : sentence };
}
