import type { DavAnswer, Wire } from '../dav/request.ts';
import { isLoopback } from '../address.ts';
import { loginPageOf } from '../dav/redirects.ts';
import { failureOf } from '../failure-of.ts';
import { createCookies } from './cookies.ts';
import { signInByForm } from './forms.ts';
import type { NtlmIdentity } from './ntlm/messages.ts';
import { type Way, wayOffered } from './offers.ts';

export interface SignInOptions {
  readonly wire: Wire;
  readonly account: { readonly url: string; readonly user: string; readonly password: string };
  readonly now: () => number;
}
/** How a session proves who it is: Basic with each request, until the server turns out to want NTLM or its form. */
export interface SignIn {
  headers(): Readonly<Record<string, string>>;
  /** What the connection of a request has to be signed in as. */
  ntlm(): NtlmIdentity | undefined;
  /** The server has not said how to sign in: what may not be sent twice is not sent first. */
  isUntold(): boolean;
  /** Looks at an answer: takes its cookies, and says whether it asks for a sign-in of another kind instead of answering. */
  isAskedFor(answer: DavAnswer, url: string): boolean;
  /** Which sign-in the next request goes by; hand it to `renew`. */
  generation(): number;
  /** Goes over to the sign-in that is asked for: by form once for all who found the session of `seen` ended. `answer` is what said so. */
  renew(seen: number, answer: DavAnswer, url: string, signal: AbortSignal): Promise<void>;
}

export function createSignIn({ wire, account, now }: SignInOptions): SignIn {
  const cookies = createCookies(now);
  const basic = `Basic ${Buffer.from(`${account.user}:${account.password}`, 'utf8').toString('base64')}`;
  const origin = new URL(account.url);
  const isEncrypted = origin.protocol === 'https:';
  // Where others could listen in, the password is shown only to a server that takes nothing better.
  let way: Way = isEncrypted || isLoopback(origin) ? { kind: 'basic' } : { kind: 'unknown' };
  let isTold = false;
  let generation = 0;
  let renewing: Promise<void> | null = null;
  /** There is no form that is known: the password is not sent into the dark a second time. */
  let formless: unknown = null;

  const renewOnce = async (page: URL | null, signal: AbortSignal) => {
    try {
      await signInByForm({ wire, account, cookies }, page, signal);
    } catch (thrown) {
      if (failureOf(thrown)?.kind === 'unsupported') formless = thrown;
      throw thrown;
    }
    way = { kind: 'forms' };
    generation += 1;
  };
  return {
    headers() {
      const cookie = cookies.header();
      return way.kind === 'basic' ? { authorization: basic } : cookie === null ? {} : { cookie };
    },
    ntlm() {
      const { user, password } = account;
      return way.kind === 'ntlm' ? { scheme: way.scheme, user, password } : undefined;
    },
    isUntold: () => !isTold,
    isAskedFor(answer, url) {
      isTold = true;
      if (way.kind === 'forms') cookies.take(answer.cookies);
      if (otherWay(answer, way, isEncrypted)) return true;
      return answer.status === 440 || pageOf(answer, url) !== null || isPageInstead(answer, way.kind);
    },
    generation: () => generation,
    async renew(seen, answer, url, signal) {
      if (seen !== generation) return;
      const other = otherWay(answer, way, isEncrypted);
      if (other) {
        way = other;
        generation += 1;
        return;
      }
      if (formless) throw formless;
      renewing ??= renewOnce(pageOf(answer, url), signal).finally(() => {
        renewing = null;
      });
      await renewing;
    },
  };
}

function otherWay({ status, headers }: DavAnswer, tried: Way, isEncrypted: boolean): Way | null {
  return status === 401 ? wayOffered(headers.get('www-authenticate') ?? '', tried, isEncrypted) : null;
}

function pageOf({ status, headers }: DavAnswer, url: string): URL | null {
  return status >= 300 && status < 400 ? loginPageOf(headers.get('location'), url) : null;
}

/** The form itself with 200, where the session was one by form: no item of a mailbox comes without a validator. */
function isPageInstead({ status, headers }: DavAnswer, way: Way['kind']): boolean {
  const isHtml = /^\s*text\/html\b/i.test(headers.get('content-type') ?? '');
  const isItem = headers.has('etag') || headers.has('last-modified') || headers.has('content-range');
  return way === 'forms' && status === 200 && isHtml && !isItem;
}
