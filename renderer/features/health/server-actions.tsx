import { Activity, Pause, Play } from 'lucide-react';
import type { ServerHealth } from '../../../shared/health/servers.ts';
import { Button } from '../../components/button.tsx';
import { useServices } from '../../hooks/services.ts';
import { usePause } from '../../hooks/use-pause.ts';
import { useSay } from '../../hooks/use-say.ts';
import { probeWords } from './health-words.ts';
import { hostOf } from './server-list.tsx';
import { useTest } from './use-test.ts';

/** *Test now* with what came of it, and *Pause this server* or *Resume*. */
export function ServerActions({
  server,
  accountId,
}: {
  readonly server: ServerHealth;
  /** Whose name and password the test goes under; null where no account is on this server any more. */
  readonly accountId: string | null;
}) {
  const say = useSay();
  const { engine } = useServices();
  const { test, isTesting, sentence } = useTest();
  const pause = usePause();
  const { origin, isPaused } = server;
  if (accountId === null) return null;
  // What was true before it was paused is not news any more.
  const said = isPaused ? '' : sentence;
  const ask = async () => probeWords(hostOf(origin), await engine.call('health.test', { accountId }), say);
  return (
    <div className="health-actions">
      <Button
        kind="outline"
        icon={Activity}
        label={say('Test now')}
        tip={isPaused ? say('Resume the server first') : say('One small request')}
        disabled={isPaused || isTesting}
        onPress={() => test(ask)}
      />
      <Button
        kind="outline"
        icon={isPaused ? Play : Pause}
        label={isPaused ? say('Resume') : say('Pause this server')}
        tip={
          isPaused
            ? say('Goes on with everything that waits')
            : say('What is under way ends; then it is asked nothing')
        }
        onPress={() => pause(origin, !isPaused)}
      />
      <p role="status">{isTesting ? say('Asking…') : said}</p>
    </div>
  );
}
