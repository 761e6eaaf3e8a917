import { flagHeader, type Method } from '../http/call.ts';
import { targetOf } from './target.ts';

/**
 * DavMail 6 closes an answer before it has read the body, and then the whole IMAP connection. Where the server ends the
 * connection without an answer it builds the message from its properties instead (reference 7.1): with the setting
 * DavMailCompatibility, a message is never sent as a stream to those who ask as DavMail does.
 */
export function davMailCompatible(get: Method): Method {
  return (call) => {
    const isOn = call.world.settings.values.DavMailCompatibility;
    if (!isOn || call.method !== 'GET' || flagHeader(call, 'translate') !== false) return get(call);
    if (targetOf(call).kind !== 'item') return get(call);
    return { status: 200, unanswered: true, truth: 'Not sent: DavMailCompatibility is set.' };
  };
}
