import { header, type Method } from '../http/call.ts';
import { refuse, refusePrecondition } from '../http/refusal.ts';
import { checkConditions } from './conditions.ts';
import { asNode, targetOf } from './target.ts';

/**
 * UNLOCK (RFC 4918 section 9.11): ends the lock whose token the header names, asked of any resource that it covers. 409
 * where it covers another one or none, 403 for somebody else's.
 */
export const unlock: Method = (call) => {
  const given = header(call, 'lock-token') ?? refuse(400, 'The Lock-Token header is missing.');
  const token =
    /^\s*<([^<>\s]+)>\s*$/.exec(given)?.[1] ?? refuse(400, 'The Lock-Token header is not one <token>.');
  const target = targetOf(call);
  const node = asNode(target);
  checkConditions(call, node, target);
  const { locks } = call.world;
  const found =
    (node ? locks.covering(call.mailbox, node) : []).find((lock) => lock.token === token) ??
    refusePrecondition(409, 'There is no such lock on this resource.', {
      name: 'lock-token-matches-request-uri',
      hrefs: [call.origin + call.path],
    });
  if (found.principal !== call.caller.user) refuse(403, 'The lock belongs to somebody else.');
  locks.release(token);
  return { status: 204 };
};
