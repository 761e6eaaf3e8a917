import { domainOf, organisationOf } from './cues/hosts.ts';
import { fieldOf, type HeaderFields } from './header-fields.ts';

/** What is known of the signature (DKIM, RFC 6376) that RFC 8058 section 4 asks for. Retinue checks none itself. */
export type Vouched =
  /** One that covers both fields, and the mail server says that it checked it (RFC 8601). */
  | 'passed'
  /** One that covers both fields; whether it is true nobody said. */
  | 'unchecked'
  /** The mail server says that it is not true. */
  | 'failed'
  /** None covers both fields. */
  | 'uncovered';

/** How a message may be unsubscribed from (RFC 2369 section 3.2, RFC 8058). */
export interface Unsubscribing {
  /** Names the list in what is remembered: its List-Id, else the domain of its addresses. */
  readonly list: string;
  /** The https address that takes one POST; null where the list does not say so, or nothing vouches for it. */
  readonly oneClick: string | null;
  /** Null where the list does not offer one click. */
  readonly vouched: Vouched | null;
  /** `mailto:`; a message has to be written. */
  readonly mail: string | null;
  /** A page to be opened. */
  readonly page: string | null;
}

/** What a list offers; null for what names no way that Retinue could go. */
export function unsubscribing(fields: HeaderFields): Unsubscribing | null {
  const urls = addressesIn(fieldOf(fields, 'list-unsubscribe') ?? '');
  const https = urls.find((url) => url.protocol === 'https:');
  const mail = urls.find((url) => url.protocol === 'mailto:');
  const page = https ?? urls.find((url) => url.protocol === 'http:');
  const first = page ?? mail;
  if (!first) return null;
  const offered =
    https !== undefined &&
    https.username === '' &&
    https.password === '' &&
    /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(fieldOf(fields, 'list-unsubscribe-post') ?? '');
  const vouched = offered ? vouchedFor(fields) : null;
  const isVouched = vouched === 'passed' || vouched === 'unchecked';
  const host = first.hostname || domainOf(first.pathname);
  return {
    list: listName(fields) ?? host,
    oneClick: isVouched && https ? https.href : null,
    vouched,
    mail: mail?.href ?? null,
    page: page?.href ?? null,
  };
}

/** What stands between `<` and `>`, in the order of the sender's preference; schemes that nobody can use are left out. */
function addressesIn(value: string): readonly URL[] {
  return [...value.slice(0, 8192).matchAll(/<([^<>]*)>/g)].flatMap(([, inner = '']) => {
    // RFC 2369 section 2: white space inside of the brackets is to be ignored.
    const text = inner.replace(/\s+/g, '');
    try {
      const url = new URL(text);
      return ['https:', 'http:', 'mailto:'].includes(url.protocol) ? [url] : [];
    } catch {
      return []; // no address
    }
  });
}

/** The identifier of `Name of the list <list.example.com>` (RFC 2919). */
function listName(fields: HeaderFields): string | null {
  const value = fieldOf(fields, 'list-id') ?? '';
  const id = (/<([^<>]*)>/.exec(value)?.[1] ?? value).trim();
  return id === '' ? null : id.slice(0, 255).toLowerCase();
}

/** RFC 8058 section 4: both fields have to be covered by a valid signature. */
function vouchedFor(fields: HeaderFields): Vouched {
  const signers = fields
    .filter(([name]) => name === 'dkim-signature')
    .flatMap(([, value]) => {
      const covered = (tagOf(value, 'h') ?? '').toLowerCase().split(':');
      const isBoth = ['list-unsubscribe', 'list-unsubscribe-post'].every((each) => covered.includes(each));
      return isBoth ? [(tagOf(value, 'd') ?? '').toLowerCase()] : [];
    });
  if (signers.length === 0) return 'uncovered';
  // The first one is the nearest server's; those below may have come with the message.
  const results = fieldOf(fields, 'authentication-results');
  if (results === null) return 'unchecked';
  const checked = results.split(';').flatMap((each) => {
    const verdict = /^\s*dkim\s*=\s*([a-z]+)/i.exec(each)?.[1]?.toLowerCase();
    const domain = /\bheader\.[di]\s*=\s*@?([^\s;]+)/i.exec(each)?.[1]?.toLowerCase() ?? '';
    const isSigner = signers.some((signer) => organisationOf(domainOf(domain)) === organisationOf(signer));
    return verdict !== undefined && isSigner ? [verdict] : [];
  });
  if (checked.includes('pass')) return 'passed';
  return checked.some((each) => each === 'fail' || each === 'permerror') ? 'failed' : 'unchecked';
}

/** A tag of a signature (RFC 6376 section 3.2), without its white space. */
function tagOf(value: string, tag: string): string | null {
  for (const each of value.split(';')) {
    const [name = '', ...rest] = each.split('=');
    if (name.trim().toLowerCase() === tag) return rest.join('=').replace(/\s+/g, '');
  }
  return null;
}
