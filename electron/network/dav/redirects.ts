import { fail, type FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';

/** Where a redirect leads: on within the origin, or to a failure that says why not. */
export type RedirectVerdict = { readonly follow: string } | { readonly refuse: FailureError };

/** Reading methods may follow within the origin; a redirected change might be made twice or in the wrong place. */
const MAY_FOLLOW = new Set(['OPTIONS', 'PROPFIND', 'SEARCH', 'GET', 'HEAD', 'X-MS-ENUMATTS']);
/** The pages that ask for a name and password (Exchange 2003, 2007, ISA; reference 2.2). */
const LOGIN_PAGE = /\/(?:owalogon\.asp|logon\.aspx|logon\.asp|CookieAuth\.dll|owaauth\.dll|auth\.owa)\b/i;

/**
 * Judges a 3xx answer to `method url`. Credentials never leave the configured origin and never go from https to http.
 */
export function judgeRedirect(method: string, url: string, location: string | undefined): RedirectVerdict {
  const target = parse(location, url);
  if (!target)
    return {
      refuse: fail(
        'malformed-response',
        told(
          'The server sent Retinue on without a usable address (302). Retinue stopped here. Check the address of the mailbox.',
        ),
      ),
    };
  const from = new URL(url);
  if (target.origin === from.origin && MAY_FOLLOW.has(method))
    return { follow: target.pathname + target.search };
  const where = `${target.protocol}//${target.host}${target.pathname}`;
  if (from.protocol === 'https:' && target.protocol === 'http:')
    return {
      refuse: fail(
        'untrusted',
        told(
          'The server wanted to send Retinue to an address without encryption, {where} (302). Retinue did not follow and sent no password there.',
          { where },
        ),
      ),
    };
  return {
    refuse: fail(
      'unsupported',
      told(
        'The server says that the mailbox is at another address: {where} (302). Retinue did not follow, because the password is for {host} only. If you trust that address, enter it for this account.',
        { where, host: from.host },
      ),
    ),
  };
}

/** The page of a sign-in form that a redirect leads to, on the origin that was asked; null for anything else. */
export function loginPageOf(location: string | undefined, url: string): URL | null {
  const target = parse(location, url);
  const isOwn = target?.origin === new URL(url).origin;
  return target && isOwn && LOGIN_PAGE.test(target.pathname) ? target : null;
}

function parse(location: string | undefined, base: string): URL | null {
  if (location === undefined) return null;
  const target = URL.canParse(location, base) ? new URL(location, base) : null;
  return target && /^https?:$/.test(target.protocol) ? target : null;
}
