import { owaCommand } from '../address-list/commands.ts';
import { storedBytes } from '../conversion/message-stream.ts';
import { type Call, flagHeader, type Method } from '../http/call.ts';
import { html, type Reply, sentence } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { type Representation, serve } from '../http/representation.ts';
import { bufferSource } from '../store/bytes.ts';
import type { AttachmentPart } from '../store/content.ts';
import { resourceTag } from '../store/node-properties.ts';
import type { Item } from '../store/nodes.ts';
import { mailboxUrl } from '../store/urls.ts';
import { escapeAttribute } from '../xml/escape.ts';
import { convertedMessage, pipedAttachment } from './converted.ts';
import { itemTag } from './property-model.ts';
import { targetOf } from './target.ts';

/**
 * GET and HEAD (reference 3.5). An item gives its MIME stream with or without `Translate: f`: this server has no OWA
 * that could render it. A folder gives the OWA frame without, and nothing with it.
 */
export const get: Method = async (call) => {
  const target = targetOf(call);
  switch (target.kind) {
    case 'item':
      return tagged(
        call,
        await convertedMessage(call, target.item, serve(call, itemBytes(call, target.item))),
        resourceTag(target.item, call),
      );
    case 'attachment':
      return pipedAttachment(call, target.item, serve(call, attachmentBytes(target.item, target.part)));
    case 'folder':
      return flagHeader(call, 'translate') === false
        ? sentence(403, 'A folder has no stream of its own. List it with PROPFIND or SEARCH.')
        : (owaCommand(call) ?? owaFrame(call));
    case 'submission':
      return sentence(404, 'The submission URI only takes what is to be sent.');
    case 'missing':
      return refuse(404, 'Nothing is at this address.');
  }
};

/** The page from which clients learn the mailbox's own URL: they look for the BASE line (reference 2.3). */
export function owaFrame(call: Call): Reply {
  const base = escapeAttribute(`${mailboxUrl(call)}/`);
  const title = escapeAttribute(call.mailbox.displayName);
  return html(
    200,
    `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\r\n<HTML>\r\n<HEAD>\r\n<TITLE>${title}</TITLE>\r\n` +
      `<BASE href="${base}">\r\n</HEAD>\r\n<BODY>\r\n<P>This is the mailbox of ${title}. A mail program reads it at <A href="${base}">${base}</A>.</P>\r\n</BODY>\r\n</HTML>\r\n`,
  );
}

function itemBytes(call: Call, item: Item): Representation {
  return {
    type: item.documentType ?? 'message/rfc822',
    etag: itemTag(call, item),
    modified: item.modified,
    size: item.content.size,
    source: () => storedBytes(item),
  };
}

function attachmentBytes(item: Item, part: AttachmentPart): Representation {
  const source = part.source ?? bufferSource(part.bytes());
  const index = item.content.attachments().indexOf(part);
  return {
    type: part.mimeType,
    // Not the item's own tag: marking the message read must not break a resumed download of its file.
    etag: `"${item.id.toString(16)}-${item.article}-${index}"`,
    modified: item.modified,
    size: source.size,
    source: () => source,
  };
}

/** The resource tag is Exchange's own (reference 3.14). */
function tagged(call: Call, reply: Reply, tag: string): Reply {
  if (!call.world.personality.exchange) return reply;
  return { ...reply, headers: { ...reply.headers, ResourceTag: `<${tag}>` } };
}
