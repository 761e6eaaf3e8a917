import type { RequestFacts } from '../../../shared/health/request.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { useSay } from '../../hooks/use-say.ts';
import { CannotConvert } from './cannot-convert.tsx';
import { LikelyToFail } from './likely-to-fail.tsx';
import { useHeavy } from './use-heavy.ts';

/** The messages that the server fails at, and beside them those that it is likely to fail at next. */
export function HeavyMessages({
  accountIds,
  requests,
  limitBytes,
  isPaused,
}: {
  readonly accountIds: readonly string[];
  /** Of this server, to count the tries. */
  readonly requests: readonly RequestFacts[];
  readonly limitBytes: number | null;
  readonly isPaused: boolean;
}) {
  const say = useSay();
  const { large, failed, fault, look } = useHeavy(accountIds);
  if (fault !== null) return <p className="health-failure">{sayTold(fault, say)}</p>;
  return (
    <div className="health-heavy">
      <CannotConvert messages={failed} requests={requests} isPaused={isPaused} onTried={look} />
      <LikelyToFail messages={large} limitBytes={limitBytes} />
    </div>
  );
}
