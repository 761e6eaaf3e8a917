import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { isOpenable } from './own-page.ts';

/**
 * Hands an address to the system, http, https and mailto only. The window has shown the whole of it before; a mailto
 * that would attach a file of this computer is refused (RFC 6068 section 7).
 */
export async function openLink(url: string, openExternal: (url: string) => Promise<void>): Promise<null> {
  if (!isOpenable(url) || !URL.canParse(url)) {
    throw fail('forbidden', told('Retinue opens web and mail addresses only. Nothing was opened.'));
  }
  const parsed = new URL(url);
  if (parsed.protocol === 'mailto:' && [...parsed.searchParams.keys()].some((key) => /^attach/i.test(key))) {
    throw fail(
      'forbidden',
      told('This mail address asks to attach a file of your computer. Nothing was opened.'),
    );
  }
  await openExternal(parsed.href);
  return null;
}
