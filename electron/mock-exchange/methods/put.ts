import { type Call, flagHeader, header, type Method } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { contentOf } from '../mime/content.ts';
import { documentContent } from '../store/composed.ts';
import type { MessageContent } from '../store/content.ts';
import { replaceContent, setRead } from '../store/changes.ts';
import { addItem } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import type { Target } from '../store/locate.ts';
import { writtenHeaders } from './written.ts';
import { asNode, checkConditions, parentOf, targetOf } from './target.ts';

/** PUT (reference 3.6): 201 for a new item, 200 for a replaced one. Mail is parsed; any other file is kept as it is. */
export const put: Method = async (call) => {
  if (header(call, 'content-range') !== undefined)
    refuse(400, 'A part of a body cannot be put (RFC 9110 section 14.5).');
  refuseWrongTarget(call, targetOf(call));
  const documentType = documentTypeOf(call, targetOf(call));
  const content = documentType === null ? await contentOf(call.body) : documentContent(call.body);
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
  if (target.kind === 'submission')
    refuse(501, 'Sending is not built yet in this version of the mock Exchange server.');
  if (target.kind === 'folder') refuse(405, 'A folder is at this address.');
  if (target.kind === 'attachment') refuse(403, 'An attachment is replaced with its message.');
  if (target.kind === 'missing') parentOf(target);
  const node = asNode(target);
  checkConditions(call, node);
  if (node && flagHeader(call, 'overwrite') === false) refuse(412, 'There is an item already.');
}

/** PUT makes received, unread mail, except of an item whose flags were written before (reference 3.3). */
function replaced(call: Call, item: Item, content: MessageContent, documentType: string | null): Reply {
  const keepFlags = item.composed?.flagsGiven ?? false;
  replaceContent(call.mailbox, item, content, documentType);
  if (!keepFlags) {
    item.draft = false;
    setRead(item, false);
  }
  return { status: 200, headers: writtenHeaders(call, item), committed: true };
}

/** null for mail: by the name's ending, by the type given, or because mail is there already. */
function documentTypeOf(call: Call, target: Target): string | null {
  const type = header(call, 'content-type')?.trim() ?? '';
  const name = target.kind === 'item' ? target.item.name : target.kind === 'missing' ? target.name : '';
  if (/\.eml$/i.test(name) || /^message\/rfc822\b/i.test(type)) return null;
  if (target.kind === 'item' && target.item.documentType === null && type === '') return null;
  return type === '' ? 'application/octet-stream' : type;
}
