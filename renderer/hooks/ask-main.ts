import type { Bridge, MainCalls } from '../../shared/contracts/main.ts';
import { FailureError } from '../../shared/errors.ts';

/** Asks the main process; rejects with a FailureError where it answers with a failure. */
export async function askMain<M extends keyof MainCalls>(
  bridge: Bridge,
  method: M,
  args: MainCalls[M]['args'],
): Promise<MainCalls[M]['result']> {
  const answer = await bridge.call(method, args);
  if (!answer.ok) throw new FailureError(answer.failure);
  return answer.value;
}
