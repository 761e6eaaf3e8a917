import { fail, type FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Wire } from '../dav/request.ts';
import { loginPageOf } from '../dav/redirects.ts';
import { LIMITS } from '../limits.ts';
import type { Cookies } from './cookies.ts';

export interface FormSignIn {
  readonly wire: Wire;
  readonly account: { readonly url: string; readonly user: string; readonly password: string };
  readonly cookies: Cookies;
}

/** "Private computer": a session of a day instead of a quarter of an hour. */
const PRIVATE = '4';

/**
 * Signs in by the form of Exchange or ISA (reference 2.2): `page` is where the server sent a request that had no
 * session, null where it only said 440. The form goes to the account's own origin and nowhere else. It is answered
 * alike for right and wrong passwords: the next request tells. Rejects as 'unauthorized' where the answer says already
 * that the password is wrong, as 'unsupported' where there is no such form.
 */
export async function signInByForm(
  { wire, account, cookies }: FormSignIn,
  page: URL | null,
  signal: AbortSignal,
): Promise<void> {
  const found = page ?? (await askForPage(wire, account.url, signal));
  if (!found) throw noForm(440);
  const body = new URLSearchParams({
    destination: account.url,
    flags: PRIVATE,
    username: account.user,
    password: account.password,
    SubmitCreds: 'Log On',
    trusted: PRIVATE,
  }).toString();
  cookies.clear();
  const answer = await wire(
    {
      method: 'POST',
      path: actionOf(found),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      cap: LIMITS.errorBodyBytes,
      readsCookies: true,
    },
    signal,
  );
  answer.dispose();
  cookies.take(answer.cookies);
  const location = answer.headers.get('location') ?? '';
  // reason 2 and 4: the form itself refuses (reference 2.2).
  if (/[?&]reason=[24]\b/.test(location)) throw wrongPassword();
  if (cookies.header() === null) throw noForm(answer.status);
}

/** Exchange shows the way to its form to a browser: a GET without Translate. */
async function askForPage(wire: Wire, url: string, signal: AbortSignal): Promise<URL | null> {
  const { pathname } = new URL(url);
  const answer = await wire({ method: 'GET', path: pathname, cap: LIMITS.errorBodyBytes }, signal);
  answer.dispose();
  return loginPageOf(answer.headers.get('location'), url);
}

/** Where each of the three forms is sent, seen from its page. */
function actionOf({ pathname }: URL): string {
  if (/\/CookieAuth\.dll/i.test(pathname)) return '/CookieAuth.dll?Logon';
  return pathname.replace(/[^/]*$/, 'owaauth.dll');
}

/** The server did not take the name and password; nothing more is sent with them. */
export function wrongPassword(): FailureError {
  return fail(
    'unauthorized',
    told(
      "The server's sign-in page did not accept this name and password (440). Retinue stopped after one try so that the account is not locked. Enter the password again; some servers want the name as DOMAIN\\name.",
    ),
    { status: 440 },
  );
}

/** Sign-in through a page is asked for, and it is none that is known; `status` goes in the brackets. */
export function noForm(status: number): FailureError {
  return fail(
    'unsupported',
    told(
      "The server asks for the password on a web page of its own ({status}), and Retinue did not find the form of Exchange or ISA there. It sent nothing more. Ask the server's administrator whether Basic sign-in can be switched on.",
      { status },
    ),
    { status },
  );
}
