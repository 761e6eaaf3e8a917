import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import { checkLife } from '../http/hung-up.ts';
import type { Reply } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { contentOf } from '../mime/content.ts';
import { documentContent } from '../store/composed.ts';
import type { MessageContent } from '../store/content.ts';
import { replaceContent, setRead } from '../store/changes.ts';
import { addItem } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import type { Target } from '../store/locate.ts';
import { checkQuota } from './quota.ts';
import { checkConditions } from './conditions.ts';
import { refuseLocked } from './locked.ts';
import { refuseQueued } from './queued.ts';
import { submitBody } from './submit.ts';
import { writtenHeaders } from './written.ts';
import { asNode, isMailName, parentOf, targetOf } from './target.ts';

/** PUT (reference 3.6): 201 for a new item, 200 for a replaced one (204 by RFC 4918). Mail is parsed; any other file is kept as it is. */
export const put: Method = async (call) => {
  if (targetOf(call).kind === 'submission') return submitBody(call);
  if (header(call, 'content-range') !== undefined)
    refuse(400, 'A part of a body cannot be put (RFC 9110 section 14.5).');
  refuseWrongTarget(call, targetOf(call));
  const documentType = documentTypeOf(call, targetOf(call));
  const content = documentType === null ? await contentOf(call.body) : documentContent(call.body);
  checkLife(call);
  // Looked up after the parse: another request may have come in between.
  const target = targetOf(call);
  refuseWrongTarget(call, target);
  if (target.kind === 'item') return replaced(call, target.item, content, documentType);
  if (target.kind !== 'missing') return refuse(409, 'Nothing can be put at this address.');
  const item = addItem(call.mailbox, parentOf(target), {
    name: target.name,
    content,
    documentType,
    received: call.world.clock.now(),
    read: false,
    draft: false,
  });
  return { status: 201, headers: writtenHeaders(call, item), committed: true };
};

function refuseWrongTarget(call: Call, target: Target): void {
  if (target.kind === 'folder' || (target.kind === 'missing' && call.path.endsWith('/')))
    refuse(405, 'The address is that of a folder.', { Allow: 'OPTIONS, GET, HEAD, MKCOL, PROPFIND' });
  if (target.kind === 'attachment') refuse(403, 'An attachment is replaced with its message.');
  const parent = target.kind === 'missing' ? parentOf(target) : null;
  const node = asNode(target);
  checkConditions(call, node, target);
  refuseLocked(call, node, parent);
  refuseQueued(node);
  checkQuota(call, node);
  if (node && flagHeader(call, 'overwrite') === false) refuse(412, 'There is an item already.');
}

/** PUT makes received, unread mail, except of an item whose flags were written before (reference 3.3). */
function replaced(call: Call, item: Item, content: MessageContent, documentType: string | null): Reply {
  const keepFlags = item.composed?.flagsGiven ?? false;
  replaceContent(call.mailbox, item, content, documentType);
  if (!keepFlags) {
    item.draft = item.unsentForGood;
    setRead(item, false);
  }
  const status = call.world.personality.exchange ? 200 : 204;
  return { status, headers: writtenHeaders(call, item), committed: true };
}

/**
 * null for mail. At Exchange that is so by the name's ending, by the type given, or because mail is there already; a
 * plain server goes by the type alone, and by the rest where none is given.
 */
function documentTypeOf(call: Call, target: Target): string | null {
  const type = header(call, 'content-type')?.trim() ?? '';
  const name = target.kind === 'item' ? target.item.name : target.kind === 'missing' ? target.name : '';
  if (/^message\/rfc822\b/i.test(type)) return null;
  const believed = type === '' || call.world.personality.exchange;
  if (believed && isMailName(name)) return null;
  if (type !== '') return type;
  return target.kind === 'item' ? target.item.documentType : 'application/octet-stream';
}
