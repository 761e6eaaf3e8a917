import type { Failure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';

/** Why a transfer waits while its server's circuit is open. */
export const RESTING: Failure = {
  kind: 'throttled',
  ...told('The server failed several times in a row. Retinue leaves it alone for a while and tries again.'),
};
