import type { Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';

/** A verb of Exchange's own: a plain WebDAV server does not know it. */
export function exchangeOnly(method: Method): Method {
  return (call) =>
    call.world.personality.exchange
      ? method(call)
      : refuse(501, `${call.method} is not a verb that this server knows.`);
}
