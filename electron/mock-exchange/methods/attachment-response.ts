import {
  DAV,
  HTTPMAIL,
  PR_ATTACH_CONTENT_ID,
  PR_ATTACH_FILENAME,
  PR_ATTACH_METHOD,
  PR_ATTACH_MIME_TAG,
  PR_ATTACH_NUM,
  PR_ATTACH_SIZE,
  PROPTAG,
} from '../../../shared/exchange/names.ts';
import type { AttachmentPart } from '../store/content.ts';
import type { Item } from '../store/nodes.ts';
import { encodeSegment } from '../store/url-names.ts';
import { hrefOf, type Place } from '../store/urls.ts';
import { int, text } from '../store/values.ts';
import type { DavResponse, NamedValue } from '../xml/multistatus.ts';

/** One row of X-MS-ENUMATTS (reference 3.13). The href is the phantom URL under which GET gives the bytes. */
export function attachmentResponse(
  place: Place,
  item: Item,
  part: AttachmentPart,
  name: string,
): DavResponse {
  const extension = /\.[^.]+$/.exec(part.name)?.[0];
  const index = item.content.attachments().indexOf(part);
  const tag = (id: string, value: NamedValue['value']): NamedValue => ({
    namespace: PROPTAG,
    name: id,
    value,
  });
  const props: NamedValue[] = [
    tag(PR_ATTACH_METHOD, int(part.mimeType === 'message/rfc822' ? 5 : 1)),
    { namespace: HTTPMAIL, name: 'attachmentfilename', value: text(part.name) },
    { namespace: 'urn:schemas:contacts:', name: 'cn', value: text(part.name) },
    tag(PR_ATTACH_FILENAME, text(shortName(part.name, index))),
    ...(extension === undefined ? [] : [tag('x3703001f', text(extension))]),
    tag('x370b0003', int(-1)),
    tag(PR_ATTACH_MIME_TAG, text(part.mimeType)),
    ...(part.contentId === null ? [] : [tag(PR_ATTACH_CONTENT_ID, text(part.contentId))]),
    tag('x3716001f', text(part.inline ? 'inline' : 'attachment')),
    tag(PR_ATTACH_SIZE, int(part.size)),
    tag(PR_ATTACH_NUM, int(index)),
    { namespace: DAV, name: 'getcontentlength', value: int(part.size) },
    { namespace: DAV, name: 'getcontenttype', value: text(part.mimeType) },
  ];
  return { href: `${hrefOf(place, item)}/${encodeSegment(name)}`, propstats: [{ status: 200, props }] };
}

/** PR_ATTACH_FILENAME is an 8.3 name. */
function shortName(name: string, index: number): string {
  const [, base = name, extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? [];
  const short = (part: string) => part.replace(/[^A-Za-z0-9_-]/g, '').toUpperCase();
  const plain = short(base);
  const stem = plain.length > 0 && plain.length <= 8 ? plain : `${plain.slice(0, 6)}~${(index % 9) + 1}`;
  const end = short(extension).slice(0, 3);
  return end === '' ? stem : `${stem}.${end}`;
}
