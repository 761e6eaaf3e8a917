import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/**
 * The address of a mailbox as a person enters it. Without a scheme it is https. A name and password inside the
 * address are dropped: they have fields of their own. Throws 'invalid-input' with a sentence.
 */
export function parseAddress(text: string): URL {
  const trimmed = text.trim();
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = URL.canParse(complete) ? new URL(complete) : null;
  if (!url || url.hostname === '' || !/^https?:$/.test(url.protocol))
    throw fail(
      'invalid-input',
      told(
        'This is not an address that Retinue can use. It sent nothing. Enter an address such as https://mail.example.com/exchange/name/.',
      ),
    );
  url.username = '';
  url.password = '';
  url.hash = '';
  url.search = '';
  return url;
}

/** True for this computer itself, where nothing can listen in on the line. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname);
}

/** `https://mail.example.com:8443` of the address of a mailbox; '' where it is none. */
export function originOfAddress(text: string): string {
  try {
    return parseAddress(text).origin;
  } catch {
    // Whoever uses the address is told the sentence.
    return '';
  }
}
