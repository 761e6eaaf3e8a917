import addressparser from 'nodemailer/lib/addressparser/index.js';
import { nstring, stringOf } from './format.ts';
import { type HeaderField, fieldValue } from './mime-header.ts';

/** The ENVELOPE of a message (RFC 3501 section 7.4.2): its header fields as they came, encoded words and all. */
export function envelopeOf(fields: readonly HeaderField[]): string {
  const value = (name: string) => fieldValue(fields, name);
  const from = addressesOf(value('from'));
  const orFrom = (name: string) => {
    const own = addressesOf(value(name));
    return own === 'NIL' ? from : own;
  };
  const parts = [
    nstring(value('date')),
    nstring(value('subject')),
    from,
    orFrom('sender'),
    orFrom('reply-to'),
    addressesOf(value('to')),
    addressesOf(value('cc')),
    addressesOf(value('bcc')),
    nstring(value('in-reply-to')),
    nstring(value('message-id')),
  ];
  return `(${parts.join(' ')})`;
}

type Listed = addressparser.AddressOrGroup;

function addressesOf(value: string | null): string {
  if (value === null) return 'NIL';
  const shown = addressparser(value).map(addressOf).join('');
  return shown === '' ? 'NIL' : `(${shown})`;
}

/** A group begins with its name in the place of the mailbox and ends with all four NIL. */
function addressOf(listed: Listed): string {
  if ('group' in listed && listed.group !== undefined) {
    return `(NIL NIL ${stringOf(listed.name)} NIL)${listed.group.map(addressOf).join('')}(NIL NIL NIL NIL)`;
  }
  const { name, address } = listed;
  const at = address.lastIndexOf('@');
  const [mailbox, host] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
  return `(${name === '' ? 'NIL' : stringOf(name)} NIL ${stringOf(mailbox)} ${stringOf(host)})`;
}
