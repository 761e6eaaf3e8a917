import { type Call, header, type Method } from '../http/call.ts';
import { checkLife } from '../http/hung-up.ts';
import { refuse } from '../http/refusal.ts';
import { contentOf } from '../mime/content.ts';
import { addItem, freeName } from '../store/mailbox.ts';
import { nameOfSubject } from '../store/url-names.ts';
import { checkQuota } from './quota.ts';
import { submitBody } from './submit.ts';
import { refuseLocked } from './locked.ts';
import { targetOf } from './target.ts';
import { writtenHeaders } from './written.ts';

/**
 * POST of a message to a folder (reference 3.6): the server chooses the name and says it in Location, and the message
 * stays unsent for good. OWA's form commands are not part of this server.
 */
export const post: Method = async (call) => {
  if (targetOf(call).kind === 'submission') return submitBody(call);
  folderOf(call);
  const type = header(call, 'content-type')?.trim() ?? '';
  if (!/^message\/rfc822\b/i.test(type)) refuse(415, 'Only message/rfc822 can be posted to a folder.');
  checkQuota(call, null);
  const content = await contentOf(call.body);
  checkLife(call);
  // Looked up after the parse: another request may have come in between.
  const folder = folderOf(call);
  refuseLocked(call, folder);
  const subject = content.summary.subject;
  const item = addItem(call.mailbox, folder, {
    name: freeName(folder, nameOfSubject(subject), (attempt) => nameOfSubject(subject, attempt)),
    content,
    received: call.world.clock.now(),
    read: true,
    draft: true,
    unsentForGood: true,
  });
  return { status: 201, headers: writtenHeaders(call, item), committed: true };
};

function folderOf(call: Call) {
  const target = targetOf(call);
  if (target.kind === 'missing') refuse(404, 'Nothing is at this address.');
  if (target.kind !== 'folder')
    refuse(405, 'Only a folder takes a message by POST.', { Allow: 'OPTIONS, GET, HEAD' });
  return target.folder.shows ? refuse(403, 'A search folder only shows what is elsewhere.') : target.folder;
}
