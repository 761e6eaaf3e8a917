import { assertNever, fail, type FailureError } from '../../shared/errors.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { requestPath } from '../network/dav/href.ts';
import { propfind } from '../network/dav/propfind.ts';
import { folderOf, messageIdsIn, seesBody } from '../network/exchange/evidence.ts';
import { P } from '../network/exchange/properties.ts';
import { moveItem, type Outcome, removeItem } from '../network/exchange/sending.ts';
import type { DoctorOptions, FixOptions } from './doctor-options.ts';
import type { Visit } from './doctor-look.ts';
import { fetchFile } from './fetch-file.ts';

type Item = NonNullable<Finding['item']> & { readonly href: string };

/**
 * Does one thing about one finding and returns what was done, in a sentence. Looks at Sent Items right before it, and
 * rejects with the reason where it could lose something or make a duplicate.
 */
export async function fixFinding(
  options: DoctorOptions,
  { action, item: wanted, out }: FixOptions,
  visit: Visit,
  signal: AbortSignal,
): Promise<string> {
  const { finding, item } = findingOf(wanted, visit.look.findings);
  const isSent = await hasCopy(visit, item, signal);
  switch (action) {
    case 'move-to-drafts':
      return await moveToDrafts(visit, finding, item, isSent, signal);
    case 'delete':
      return await removeHalf(visit, finding, item, signal);
    case 'save-as-eml':
      return await saveAsEml(options, item, out ?? '', isSent, signal);
    default:
      return assertNever(action);
  }
}

function findingOf(wanted: string, findings: readonly Finding[]): { finding: Finding; item: Item } {
  const matching = findings.filter(
    ({ id, item }) => id === wanted || item?.href === wanted || item?.messageId === wanted,
  );
  const [finding] = matching;
  if (!finding) throw refused(`There is no finding ${wanted}. Nothing was changed.`);
  if (matching.length > 1)
    throw refused(
      `${wanted} stands for ${matching.length} findings. Nothing was changed. Give the id of one.`,
    );
  const { item } = finding;
  if (!item?.href) throw refused(`This finding has no item on the server. Nothing was changed.`);
  return { finding, item: { ...item, href: item.href } };
}

/** null: nobody can say. */
async function hasCopy(
  { session, discovery }: Visit,
  { messageId }: Item,
  signal: AbortSignal,
): Promise<boolean | null> {
  if (messageId === null) return null;
  return (await messageIdsIn(session, folderOf(discovery, 'sent'), [messageId], signal)).length > 0;
}

async function moveToDrafts(
  { session, discovery }: Visit,
  { mechanism }: Finding,
  { href }: Item,
  isSent: boolean | null,
  signal: AbortSignal,
): Promise<string> {
  if (mechanism !== 'queued-not-spooled')
    throw refused("It is not in the server's Outbox. Nothing was changed.");
  if (isSent === null)
    throw refused(
      'Nothing shows whether it was sent, so a draft of it could be sent twice. Nothing was changed.',
    );
  if (isSent)
    throw refused('A copy is in Sent Items, so a draft of it could be sent twice. Nothing was changed.');
  const from = requestPath(href);
  const to = folderOf(discovery, 'drafts') + (from.split('/').pop() ?? '');
  orThrow(await moveItem(session, from, to, signal));
  return 'The message is in Drafts and is not sent until somebody sends it.';
}

/** What has got its body meanwhile is somebody's work. */
async function removeHalf(
  { session }: Visit,
  { mechanism }: Finding,
  { href }: Item,
  signal: AbortSignal,
): Promise<string> {
  if (mechanism !== 'half-created')
    throw refused('Only a half-created draft is deleted from here, and this is none. Nothing was changed.');
  const path = requestPath(href);
  const wanted = [P.text, P.html, P.hasAttachment];
  const { response } = await propfind(session, path, wanted, 'message', signal);
  if (seesBody(response.found)) throw refused('The draft has content now. Nothing was changed.');
  orThrow(await removeItem(session, path, signal));
  return 'The half-created draft is gone.';
}

async function saveAsEml(
  { url, user, password }: DoctorOptions,
  { href }: Item,
  out: string,
  isSent: boolean | null,
  signal: AbortSignal,
): Promise<string> {
  const source = new URL(requestPath(href), url.origin);
  const fetched = { url: source, user, password, out, json: false, limit: null, connections: 1 };
  const { result } = await fetchFile(fetched, () => undefined, signal);
  const copy = isSent ? ' A copy is in Sent Items as well, so do not send it again.' : '';
  return `${result.path} holds the message, ${result.bytes} bytes.${copy}`;
}

function orThrow({ verdict, failure }: Outcome): void {
  if (verdict === 'done') return;
  if (verdict === 'unknown')
    throw refused('No answer came, so it is not known whether that was done. Run doctor again to see.');
  throw refused(`${failure?.sentence ?? 'The server refused it.'} Nothing was changed.`);
}

function refused(sentence: string): FailureError {
  return fail('conflict', sentence);
}
