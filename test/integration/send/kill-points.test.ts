import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  MockExchange,
  RuleInput,
  SettingsInput,
  Where,
} from '../../../electron/mock-exchange/public.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { NO_MOVE, without } from './ways.ts';
import { buildCommand, type Command, inLanes, judged, ONCE, type Parcel } from './command.ts';

/** Processes at a time: some of them only wait, 5 s to look twice or 10 s for the server's own copy. */
const LANES = 4;
/** A process that is neither held nor at its end by then does something else. */
const MOST_MS = 30_000;

/** Where in a request the program is killed, one after the other: the server stands still there. */
const POINTS = {
  'before its bytes are read': { step: 'before-read' },
  'in the middle of its bytes': { step: 'mid-upload', byte: 64 },
  'after its head': { step: 'after-headers' },
  'after the commit, before the reply': { step: 'after-commit-before-reply' },
  'after the reply': { step: 'after-last-byte' },
} as const satisfies Readonly<Record<string, Pick<RuleInput, 'step' | 'byte'>>>;
type Point = keyof typeof POINTS;
const EVERY: readonly Point[] = [
  'before its bytes are read',
  'in the middle of its bytes',
  'after the commit, before the reply',
  'after the reply',
];

/** What was committed is found, and not asked again. */
const ONCE_COMMITTED = EVERY.slice(0, 3);

interface Case {
  readonly of: string;
  readonly where: Where;
  readonly points?: readonly Point[];
  /** What makes the client ask this. */
  readonly rules?: readonly RuleInput[];
  readonly settings?: SettingsInput;
  /** Nothing but the answer tells what became of it: ended before that was noted, it says that nobody knows. */
  readonly isUnseen?: boolean;
}

const REPLY_LOST: RuleInput = {
  id: 'reply-lost',
  where: { method: 'MOVE' },
  step: 'after-commit-before-reply',
  what: { kind: 'drop-reply' },
  howLong: { count: 1 },
};
const UNFILED: SettingsInput = { KeepSentCopies: false };
const FILING: Where = { method: 'PUT', folder: 'sentitems' };
const IN_DRAFTS = { folder: 'drafts', path: '*.EML' };

const CASES: readonly Case[] = [
  // Those that wait longest begin first.
  { of: 'PUT, filing', where: FILING, settings: UNFILED, points: ONCE_COMMITTED },
  { of: 'PUT, filing', where: FILING, settings: UNFILED, points: ['after the reply'] },
  { of: 'PROPPATCH, filing', where: { method: 'PROPPATCH', folder: 'sentitems' }, settings: UNFILED },
  {
    of: 'PROPPATCH, draft',
    where: { method: 'PROPPATCH', headers: { 'if-none-match': '?*' }, ...IN_DRAFTS },
  },
  { of: 'PUT, upload', where: { method: 'PUT', ...IN_DRAFTS } },
  {
    of: 'PROPPATCH, hidden recipients',
    where: { method: 'PROPPATCH', headers: { 'if-none-match': '' }, ...IN_DRAFTS },
  },
  { of: 'PROPFIND, check', where: { method: 'PROPFIND', ...IN_DRAFTS } },
  {
    of: 'MOVE, submission',
    where: { method: 'MOVE' },
    // It has no body to be in the middle of.
    points: ['before its bytes are read', 'after its head', 'after the commit, before the reply'],
  },
  { of: 'MOVE, submission', where: { method: 'MOVE' }, points: ['after the reply'] },
  { of: 'PROPFIND, look', where: { method: 'PROPFIND', ...IN_DRAFTS, after: 1 }, rules: [REPLY_LOST] },
  {
    of: 'SEARCH, look in Sent Items',
    where: { method: 'SEARCH', folder: 'sentitems' },
    rules: [REPLY_LOST],
  },
  {
    of: 'SEARCH, look in Outbox',
    where: { method: 'SEARCH', folder: 'outbox' },
    rules: [REPLY_LOST],
  },
  { of: 'SEARCH, filing', where: { method: 'SEARCH', folder: 'sentitems' } },
  {
    of: 'COPY, submission',
    where: { method: 'COPY' },
    rules: [NO_MOVE],
    points: ['after the commit, before the reply'],
  },
  { of: 'COPY, answered', where: { method: 'COPY' }, rules: [NO_MOVE], points: ['after the reply'] },
  {
    of: 'DELETE, tidy',
    where: { method: 'DELETE' },
    rules: [NO_MOVE],
    points: ['before its bytes are read', 'after the commit, before the reply'],
  },
  {
    of: 'PUT, submission',
    where: { method: 'PUT', path: '/exchange/alex/**SubmissionURI**' },
    rules: [without('drafts')],
    points: ['after the reply'],
    isUnseen: true,
  },
];

let command: Command;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command.remove());

/** A rule for each point; each holds one request, the first that comes so far. */
function holds({ where, points = EVERY }: Case): readonly RuleInput[] {
  return points.map((point, nth) => ({
    id: `hold-${nth}`,
    where,
    ...POINTS[point],
    what: { kind: 'stall' },
    howLong: { count: 1 },
  }));
}

function held(mock: MockExchange): number {
  return mock.faults.rules.filter(({ rule, hits }) => rule.id.startsWith('hold-') && hits > 0).length;
}

/** Kills the command whenever the server holds a request of it, and starts it anew until it comes to its end. */
async function killed(each: Case) {
  const { of, rules = [], settings = {}, points = EVERY } = each;
  const mock = await startMockExchange({ rules: [...holds(each), ...rules], settings });
  try {
    const subject = `${of}-${points.length}`.replace(/\W+/g, '-');
    const parcel = await command.parcel(subject);
    let kills = 0;
    while (kills < points.length && (await killedAt(mock, parcel, kills + 1))) kills += 1;
    const { status, last } = await command.toItsEnd(mock, parcel);
    return { of, kills, status, done: last.done, truth: judged(mock, subject) };
  } finally {
    await mock.stop();
  }
}

/** False where it came to its end before. */
async function killedAt(mock: MockExchange, parcel: Parcel, nth: number): Promise<boolean> {
  const child = command.start(mock, parcel);
  child.stdout?.resume();
  const ended = once(child, 'close').then(() => true);
  for (const from = performance.now(); held(mock) < nth && performance.now() - from < MOST_MS; )
    if (await Promise.race([ended, sleep(5, false)])) return false;
  child.kill('SIGKILL');
  await ended;
  return held(mock) >= nth;
}

const SENT = { status: 0, done: true, truth: ONCE };
const NOBODY_KNOWS = { status: 5, done: false, truth: ONCE.map((each) => ({ ...each, sentCopies: 0 })) };

describe('send, ended by kill -9 at every point of a request, one after the other', () => {
  it('of each of its requests: everybody has it once', { timeout: 600_000 }, async () => {
    const found = await inLanes(LANES, CASES, killed);
    expect(found).toEqual(
      CASES.map(({ of, points = EVERY, isUnseen = false }, nth) => ({
        of,
        kills: points.length,
        ...(isUnseen && found[nth]?.status === 5 ? NOBODY_KNOWS : SENT),
      })),
    );
  });
});
