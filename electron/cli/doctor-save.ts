import { requestPath } from '../network/dav/href.ts';
import type { HasCopy, Item } from '../network/findings/changes.ts';
import type { DoctorOptions } from './doctor-options.ts';
import { fetchFile } from './fetch-file.ts';

/** Writes the message to a file that is not there yet. */
export async function saveAsEml(
  { url, user, password }: Pick<DoctorOptions, 'url' | 'user' | 'password'>,
  { href }: Item,
  out: string,
  isSent: HasCopy,
  signal: AbortSignal,
): Promise<string> {
  const source = new URL(requestPath(href), url.origin);
  const fetched = { url: source, user, password, out, json: false, limit: null, connections: 1 };
  const { result } = await fetchFile(fetched, () => undefined, signal);
  const copy = isSent ? ' A copy is in Sent Items as well, so do not send it again.' : '';
  return `${result.path} holds the message, ${result.bytes} bytes.${copy}`;
}
