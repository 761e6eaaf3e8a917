import type { AccountForm } from '../../../shared/contracts/main.ts';
import type { Say } from '../../../shared/language/say.ts';

/** True for a host that is this computer itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The address as it is used: https where no scheme was typed, no spaces around; null while it is not an address. */
export function serverUrl(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url).href : null;
}

/** True when the password would cross the network readable by everyone on the way. */
export function isOpenLine(typed: string): boolean {
  const url = serverUrl(typed);
  return url !== null && new URL(url).protocol === 'http:' && !isLoopback(new URL(url).hostname);
}

/** What is still missing before the server can be asked, or null. */
export function missingField(form: AccountForm, say: Say): string | null {
  if (form.url.trim() === '') return say('Enter the server’s address.');
  if (serverUrl(form.url) === null) return say('The server’s address starts with https:// or http://.');
  if (form.user.trim() === '') return say('Enter the user name.');
  return form.password === '' ? say('Enter the password.') : null;
}

/** The form as it is sent: address completed, a name where none was given. */
export function completeForm(form: AccountForm): AccountForm {
  const url = serverUrl(form.url) ?? form.url;
  const name = form.name.trim() || (URL.canParse(url) ? new URL(url).hostname : form.user);
  return { ...form, name, url, user: form.user.trim() };
}
