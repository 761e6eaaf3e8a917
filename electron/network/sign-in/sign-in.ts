import type { DavAnswer, Wire } from '../dav/request.ts';
import { loginPageOf } from '../dav/redirects.ts';
import { failureOf } from '../failure-of.ts';
import { createCookies } from './cookies.ts';
import { signInByForm } from './forms.ts';

export interface SignInOptions {
  readonly wire: Wire;
  readonly account: { readonly url: string; readonly user: string; readonly password: string };
  readonly now: () => number;
}
/** How a session proves who it is: Basic with each request, until the server turns out to want its form. */
export interface SignIn {
  headers(): Readonly<Record<string, string>>;
  /** Looks at an answer: takes its cookies, and says whether it asks for a sign-in by form instead of answering. */
  isAskedFor(answer: DavAnswer, url: string): boolean;
  /** Which sign-in the next request goes by; hand it to `renew`. */
  generation(): number;
  /** Signs in by form, once for all who found the session of `seen` ended. `answer` is what said so. */
  renew(seen: number, answer: DavAnswer, url: string, signal: AbortSignal): Promise<void>;
}

export function createSignIn({ wire, account, now }: SignInOptions): SignIn {
  const cookies = createCookies(now);
  const basic = `Basic ${Buffer.from(`${account.user}:${account.password}`, 'utf8').toString('base64')}`;
  let mode: 'basic' | 'forms' = 'basic';
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
    mode = 'forms';
    generation += 1;
  };
  return {
    headers() {
      const cookie = cookies.header();
      return mode === 'basic' ? { authorization: basic } : cookie === null ? {} : { cookie };
    },
    isAskedFor(answer, url) {
      if (mode === 'forms') cookies.take(answer.cookies);
      return answer.status === 440 || pageOf(answer, url) !== null || isPageInstead(answer, mode);
    },
    generation: () => generation,
    async renew(seen, answer, url, signal) {
      if (seen !== generation) return;
      if (formless) throw formless;
      renewing ??= renewOnce(pageOf(answer, url), signal).finally(() => {
        renewing = null;
      });
      await renewing;
    },
  };
}

function pageOf({ status, headers }: DavAnswer, url: string): URL | null {
  return status >= 300 && status < 400 ? loginPageOf(headers.get('location'), url) : null;
}

/** The form itself with 200, where the session was one by form: no item of a mailbox comes without a validator. */
function isPageInstead({ status, headers }: DavAnswer, mode: 'basic' | 'forms'): boolean {
  const isHtml = /^\s*text\/html\b/i.test(headers.get('content-type') ?? '');
  const isItem = headers.has('etag') || headers.has('last-modified') || headers.has('content-range');
  return mode === 'forms' && status === 200 && isHtml && !isItem;
}
