import type { Method } from '../http/call.ts';
import { refuse } from '../http/refusal.ts';
import { sentence } from '../http/reply.ts';
import { remove } from '../store/changes.ts';
import { refuseFixed } from './fixed.ts';
import { asNode, checkConditions, targetOf } from './target.ts';

/** DELETE (reference 3.7): for good, folders with all that is in them; 200, because DavMail takes 204 for an error. */
export const deleteNode: Method = (call) => {
  const target = targetOf(call);
  if (target.kind === 'attachment') refuse(403, 'An attachment cannot be deleted without its message.');
  const node = asNode(target) ?? refuse(404, 'Nothing is at this address.');
  checkConditions(call, node);
  refuseFixed(call.mailbox, node);
  remove(call.mailbox, node);
  return { ...sentence(200, 'Deleted.'), committed: true };
};
