import type { Method } from '../http/call.ts';
import { multistatus } from '../http/reply.ts';
import { refuse } from '../http/refusal.ts';
import { attachmentNames } from '../store/attachments.ts';
import { attachmentResponse } from './attachment-response.ts';
import { nodeOf } from './target.ts';

/** X-MS-ENUMATTS (reference 3.13): one response for each attachment, an empty multistatus where there is none. */
export const enumatts: Method = (call) => {
  const node = nodeOf(call);
  if (node.kind === 'folder') refuse(405, 'A folder has no attachments.');
  const names = attachmentNames(node.content);
  const rows = node.content
    .attachments()
    .map((part, at) => attachmentResponse(call, node, part, names[at] ?? part.name));
  return multistatus(rows);
};
