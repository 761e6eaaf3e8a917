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
import { assertNever } from '../../../shared/errors.ts';
import type { AttachmentPart } from '../store/content.ts';
import type { Item } from '../store/nodes.ts';
import { encodeSegment } from '../store/url-names.ts';
import { hrefOf, type Place } from '../store/urls.ts';
import { int, type PropValue, text } from '../store/values.ts';
import type { DavResponse, NamedValue } from '../xml/multistatus.ts';
import { type AttachmentColumn, attachmentColumns } from './attachment-columns.ts';

/** One row of X-MS-ENUMATTS (reference 3.13). The href is the phantom URL under which GET gives the bytes. */
export function attachmentResponse(
  place: Place,
  item: Item,
  part: AttachmentPart,
  name: string,
): DavResponse {
  const told = attachmentColumns(item).map((column) => valueOf(column, item, part));
  const props: NamedValue[] = [
    ...told.filter((each) => each !== null),
    { namespace: DAV, name: 'getcontentlength', value: int(part.size) },
    { namespace: DAV, name: 'getcontenttype', value: text(part.mimeType) },
  ];
  return { href: `${hrefOf(place, item)}/${encodeSegment(name)}`, propstats: [{ status: 200, props }] };
}

/** null where this attachment has no such value. */
function valueOf(column: AttachmentColumn, { content }: Item, part: AttachmentPart): NamedValue | null {
  const index = content.attachments().indexOf(part);
  switch (column) {
    case 'displayName':
      return { namespace: 'urn:schemas:contacts:', name: 'cn', value: text(part.name) };
    case 'extension': {
      const extension = /\.[^.]+$/.exec(part.name)?.[0];
      return extension === undefined ? null : tag('x3703001f', text(extension));
    }
    case 'shortName':
      return tag(PR_ATTACH_FILENAME, text(shortName(part.name, index)));
    case 'method':
      return tag(PR_ATTACH_METHOD, int(part.mimeType === 'message/rfc822' ? EMBEDDED : BY_VALUE));
    case 'longName':
      return { namespace: HTTPMAIL, name: 'attachmentfilename', value: text(part.name) };
    case 'renderingPosition':
      return tag('x370b0003', int(-1));
    case 'mimeTag':
      return tag(PR_ATTACH_MIME_TAG, text(part.mimeType));
    case 'contentId':
      return part.contentId === null ? null : tag(PR_ATTACH_CONTENT_ID, text(part.contentId));
    case 'flags':
      return tag('x37140003', int(part.inline ? SHOWN_IN_HTML : 0));
    case 'disposition':
      return tag('x3716001f', text(part.inline ? 'inline' : 'attachment'));
    case 'size':
      return tag(PR_ATTACH_SIZE, int(part.size));
    case 'number':
      return tag(PR_ATTACH_NUM, int(index));
    default:
      return assertNever(column);
  }
}

/** PR_ATTACH_METHOD. */
const BY_VALUE = 1;
const EMBEDDED = 5;
/** PR_ATTACH_FLAGS: ATT_MHTML_REF. */
const SHOWN_IN_HTML = 4;

function tag(name: string, value: PropValue): NamedValue {
  return { namespace: PROPTAG, name, value };
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
