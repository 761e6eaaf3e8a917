import type { NetworkContract } from '../../../shared/contracts/network.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import type { Clock } from '../clock.ts';
import { createAuthorities } from './chain.ts';
import { checkSignature } from './check-signature.ts';

/** Signatures are checked here, where the system's authorities are known; `trusted`: those, in PEM. */
export function createSignatureCalls(
  clock: Clock,
  trusted: readonly string[],
): Pick<Handlers<NetworkContract>['calls'], 'signature.check'> {
  const authorities = createAuthorities(trusted);
  return {
    'signature.check': async ({ bytes, from }) =>
      checkSignature({ bytes, from, authorities: authorities(), now: clock.now() }),
  };
}
