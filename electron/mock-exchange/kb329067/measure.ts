import { assertNever } from '../../../shared/errors.ts';
import type { Face } from '../conversion/conversion.ts';
import { moveMailbox } from '../conversion/move-mailbox.ts';
import type { NewMailbox } from '../store/content.ts';
import type { Case } from './cases.ts';
import type { Account, Fetched, Listed, MailClient } from './clients/client.ts';
import { imap4Client } from './clients/imap4.ts';
import { pop3Client } from './clients/pop3.ts';
import { webdavClient } from './clients/webdav.ts';
import { LARGE_BYTES } from './mailbox.ts';
import { openStage, type Stage } from './stage.ts';

/** What one client met on one server. Times in ms of the server's clock, the rest in bytes and counts. */
export interface Figures {
  readonly logOnMs: number;
  /** Messages that the client tried to read after it had logged on. */
  readonly opened: number;
  readonly conversions: number;
  readonly conversionsAtLogOn: number;
  readonly peakBytes: number;
  readonly temporaryBytes: number;
  readonly status500: number;
  readonly workerCrashes: number;
  /** Messages that the client could not get. */
  readonly stuck: number;
}

/** The run of which all figures are: who has the mailbox, with what mail, from which seed, at what time. */
export interface Setting {
  readonly seed: number;
  readonly now: number;
  readonly mailbox: NewMailbox & { readonly password: string };
}

/** A mail program shows the newest and the user opens what is large. */
const NEWEST = 10;

/** A client that does not give up at once; fewer than rapid-fail protection bears. */
const TRIES = 3;

/** Longer than the worker process takes to start again. */
const PAUSE_MS = 10_000;

/** Has one client of one face log on and read on a server of its own. */
export async function measure(which: Case, face: Face, setting: Setting): Promise<Figures> {
  const { seed, now, mailbox } = setting;
  const stage = await openStage({ ...which, seed, now, mailbox });
  try {
    if (which.moved) moveMailbox(stage.world);
    const client = await clientOf(face, { port: stage.ports[face], ...mailbox });
    const figures = await figuresOf(stage, client);
    client.close();
    return figures;
  } finally {
    await stage.stop();
  }
}

function clientOf(face: Face, account: Account): MailClient | Promise<MailClient> {
  switch (face) {
    case 'pop3':
      return pop3Client(account);
    case 'imap4':
      return imap4Client(account);
    case 'webdav':
      return webdavClient(account);
    default:
      return assertNever(face);
  }
}

async function figuresOf(stage: Stage, client: MailClient): Promise<Figures> {
  const { clock, ledger } = stage.world;
  const start = clock.now();
  const list = await stage.settled(client.logOn());
  const logOnMs = clock.now() - start;
  const conversionsAtLogOn = ledger.facts.conversions.count;
  const opened = toOpen(list);
  let status500 = 0;
  let stuck = 0;
  for (const { key } of opened) {
    const answers = await read(stage, client, key);
    status500 += answers.filter((each) => each.kind === 'refused' && each.status === 500).length;
    if (answers.at(-1)?.kind !== 'whole') stuck++;
  }
  const { count, peakBytes, temporaryBytes } = ledger.facts.conversions;
  return {
    logOnMs,
    opened: opened.length,
    conversions: count,
    conversionsAtLogOn,
    peakBytes,
    temporaryBytes,
    status500,
    workerCrashes: ledger.facts.workerCrashes,
    stuck,
  };
}

function toOpen(list: readonly Listed[]): readonly Listed[] {
  return list.filter(({ size }, index) => index < NEWEST || size >= LARGE_BYTES);
}

/** Tries until the message is there, with a pause after each failure; gives all answers. */
async function read(stage: Stage, client: MailClient, key: string): Promise<readonly Fetched[]> {
  const answers: Fetched[] = [];
  while (answers.length < TRIES && answers.at(-1)?.kind !== 'whole') {
    if (answers.length > 0) await stage.world.clock.advance(PAUSE_MS);
    answers.push(await stage.settled(client.fetch(key)));
  }
  return answers;
}
