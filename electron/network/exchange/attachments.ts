import type { RemoteAttachment } from '../../../shared/mail/types.ts';
import { enumerateAttachments } from '../dav/enumatts.ts';
import { lastSegment, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import type { Session } from '../session.ts';
import { type Capabilities, isUnknownVerb } from './capabilities.ts';
import { countOf, P, textOf } from './properties.ts';

/** The attachments of a message with an address of their own; null where the server does not know the verb. */
export async function listAttachments(
  session: Session,
  path: string,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<readonly RemoteAttachment[] | null> {
  if (!capabilities.enumerateAttachments) return null;
  try {
    return (await enumerateAttachments(session, path, signal)).map(toAttachment);
  } catch (thrown) {
    if (!isUnknownVerb(thrown)) throw thrown;
    capabilities.enumerateAttachments = false;
    return null;
  }
}

function toAttachment({ href, found }: DavResponse): RemoteAttachment {
  return {
    href: requestPath(href),
    name:
      textOf(found, P.attachmentName) ||
      textOf(found, P.attachCn) ||
      textOf(found, P.attachShortName) ||
      lastSegment(href),
    mimeType: textOf(found, P.attachType) || 'application/octet-stream',
    size: countOf(found, P.attachSize),
    contentId: textOf(found, P.attachContentId)?.replace(/^<|>$/g, '') || null,
  };
}
