import type { Method } from '../http/call.ts';
import { answerEach, readBulk, runSingle, shownHref, singleCall } from './bulk.ts';
import { refuseMissing } from './bulk-properties.ts';
import { deleteNode } from './delete.ts';

/** BDELETE (reference 3.10): each target is deleted for good, as DELETE does it. */
export const bulkDelete: Method = (call) => {
  refuseMissing(call);
  const { targets } = readBulk(call.body, 'delete');
  return answerEach(call, targets, async ({ href }) => {
    const done = await runSingle(deleteNode, singleCall(call, href, { method: 'DELETE' }));
    // A bodyless 204 and a 200 say the same; inside of a multistatus it is always 200.
    const { status } = done.reply;
    if (status !== 200 && status !== 204) return done;
    return { ...done, responses: [{ href: shownHref(call, href), status: 200 }] };
  });
};
