/** The scheme that the system gives to Retinue. */
export const LINK_SCHEME = 'retinue';

/** What a link to a message names: the account on this computer, and the message in it. */
export interface MessageLinkTarget {
  readonly accountId: string;
  /** Its Message-ID with the brackets, which it keeps wherever it is moved; without one, its key in its folder. */
  readonly name: string;
}

/** Longer ones are nobody's: a Message-ID has at most 998 characters (RFC 5322 section 2.1.1), three times that in percents. */
const MOST = 4096;

/** `retinue://message/<account>/<message>`: opens the message in Retinue, on this computer. */
export function messageLink({ accountId, name }: MessageLinkTarget): string {
  return `${LINK_SCHEME}://message/${encodeURIComponent(accountId)}/${encodeURIComponent(name)}`;
}

/** Reads such a link, which anybody may have written; null where it is none. */
export function readMessageLink(url: string): MessageLinkTarget | null {
  if (url.length > MOST) return null;
  const [, account, message] = /^retinue:\/\/message\/([^/?#]+)\/([^/?#]+)\/?$/i.exec(url) ?? [];
  if (account === undefined || message === undefined) return null;
  try {
    return { accountId: decodeURIComponent(account), name: decodeURIComponent(message) };
  } catch {
    return null; // a stray % is no percent-encoding
  }
}
