import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { conclude, nextLook } from '../../shared/delivery/looking.ts';
import type { Doubt } from '../../shared/delivery/history.ts';
import { wait } from '../network/clock.ts';
import { requestPath } from '../network/dav/href.ts';
import { folderOf } from '../network/exchange/evidence.ts';
import { type Item, refuseCopies, refused } from '../network/findings/changes.ts';
import { lookFor, submit } from '../network/exchange/sending.ts';
import type { SendingPlaces } from '../network/sending-room.ts';
import { createEntry, type Entry, openEntry } from '../network/spool/entry.ts';
import type { Visit } from './doctor-look.ts';
import type { DoctorOptions } from './doctor-options.ts';
import { saveAsEml } from './doctor-save.ts';

/** For so long it is looked for what became of a submission whose answer was lost; running it again looks on. */
const LOOK_MS = 40_000;

/**
 * Sends a draft that another program left. The message and a journal of each step go into a new folder before anything
 * leaves, so that an answer that is lost, or a crash, is settled by looking and never by sending again.
 */
export async function adoptAndSend(
  options: DoctorOptions,
  visit: Visit,
  item: Item,
  out: string,
  signal: AbortSignal,
): Promise<string> {
  if (item.messageId === null)
    throw refused('It has no Message-ID, so nobody could prove that it is sent once. Nothing was changed.');
  const places = placesOf(visit, requestPath(item.href));
  await refuseCopies(visit.session, places, item.messageId, signal);
  const entry = await keptEntry(options, visit, { ...item, messageId: item.messageId }, out, signal);
  try {
    return await sent(visit, entry, places, out, signal);
  } finally {
    await entry.close();
  }
}

/** Goes on with what a run before this one began; null where there was none. */
export async function adoptedBefore(
  { url, user }: DoctorOptions,
  visit: Visit,
  out: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (!(await isThere(path.join(out, 'journal.ndjson')))) return null;
  const entry = await openEntry(path.dirname(out), path.basename(out));
  try {
    const { spooled } = entry.history;
    const asked = entry.steps.find((step) => step.kind === 'asked');
    if (spooled.account.url !== url.href || spooled.account.user !== user)
      throw refused(`${out} belongs to another mailbox. Nothing was changed.`);
    if (entry.history.submittedAt !== null) return sentence(out);
    if (asked?.kind !== 'asked')
      throw refused(`${out} is there already. Nothing was changed. Give another name.`);
    return await sent(visit, entry, placesOf(visit, asked.path), out, signal);
  } finally {
    await entry.close();
  }
}

type Places = SendingPlaces & { readonly draft: string };

function placesOf({ discovery }: Visit, draft: string): Places {
  const sent = folderOf(discovery, 'sent');
  const outbox = discovery.folders.get('outbox') ?? null;
  return { draft, copy: sent, sent, sentMissing: false, outbox, submission: discovery.submission };
}

async function keptEntry(
  options: DoctorOptions,
  { clock }: Visit,
  item: Item & { readonly messageId: string },
  out: string,
  signal: AbortSignal,
): Promise<Entry> {
  if (await isThere(out)) throw refused(`${out} is there already. Nothing was changed. Give another name.`);
  const file = `${out}.eml`;
  await saveAsEml(options, item, file, null, signal);
  const [folder, name, at] = [path.dirname(out), path.basename(out), clock.now()];
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  const { url, user } = options;
  await createEntry(folder, name, createReadStream(file), {
    kind: 'spooled',
    format: 1,
    at,
    sendAt: at,
    account: { id: user, url: url.href, user },
    messageId: item.messageId,
    subject: item.subject,
    // Those of the message itself: it is handed over as it lies there.
    from: '',
    recipients: [],
    hidden: [],
    bytes,
    sha256: hash.digest('hex'),
  });
  await rm(file);
  return await openEntry(folder, name);
}

/** Submits what was never submitted, or is proven not to have been; what is in doubt is looked for. */
async function sent(
  visit: Visit,
  entry: Entry,
  places: Places,
  out: string,
  signal: AbortSignal,
): Promise<string> {
  const { session, clock } = visit;
  let reason = '';
  if (!entry.history.doubt) {
    await refuseCopies(visit.session, places, entry.history.spooled.messageId, signal);
    const request = entry.steps.length;
    const asked = { request, purpose: 'submit', method: 'MOVE', path: places.draft } as const;
    await entry.append({ kind: 'asked', at: clock.now(), ...asked });
    const started = clock.now();
    const outcome = await submit(session, 'MOVE', places.draft, places.submission, signal);
    const now = clock.now();
    await entry.append({ kind: 'answered', at: now, request, ms: now - started, ...outcome });
    if (outcome.verdict === 'not-sent') throw refused(`${outcome.failure?.sentence ?? ''} Nothing was sent.`);
    reason = outcome.failure ? `${outcome.failure.sentence} ` : '';
  }
  await looked(visit, entry, places, signal);
  if (entry.history.submittedAt !== null) return sentence(out);
  if (entry.history.doubt)
    throw refused(
      `${reason}Whether it was sent is not known yet, and it was not sent again. Run the same command again to look on; ${out} holds the message and what happened.`,
    );
  throw refused(`${reason}It was not sent and is where it was. Run the same command again to try again.`);
}

/** Looks until it is clear what became of it, or for as long as a person may be kept waiting. */
async function looked(
  { session, clock }: Visit,
  entry: Entry,
  places: Places,
  signal: AbortSignal,
): Promise<void> {
  const { messageId } = entry.history.spooled;
  const end = clock.now() + LOOK_MS;
  for (let { doubt } = entry.history; doubt; { doubt } = entry.history) {
    const due = dueOf(doubt, clock.now());
    if (due > end) return;
    await wait(clock, Math.max(0, due - clock.now()), signal);
    const { sight } = await lookFor(session, places, messageId, signal);
    const at = clock.now();
    await entry.append({ kind: 'looked', at, ...sight, ...conclude(sight, doubt, at) });
  }
}

/** A person who runs it again does not wait for the pause of the run before. */
function dueOf(doubt: Doubt, now: number): number {
  return Math.min(nextLook(doubt), now + 10_000);
}

function sentence(out: string): string {
  return `The message was submitted, once. What was sent cannot be called back; ${out} holds it and what happened.`;
}

async function isThere(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
