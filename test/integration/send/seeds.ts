import { existsSync } from 'node:fs';
import os from 'node:os';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import type { HttpTransport } from '../../../electron/network/dav/transport.ts';
import { historyOf } from '../../../shared/delivery/history.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { idle } from './idle.ts';
import { EMPTY, type Office, openOffice, told, truth } from './house.ts';
import { NO_COPY, NO_MOVE } from './ways.ts';

/** What became of the messages of one seed. */
export interface SeedResult {
  readonly seed: number;
  /** What is wrong, with the journals; null: each message went out once, or there is a reason why not. */
  readonly problem: string | null;
  readonly deliveries: number;
  readonly doubles: number;
  readonly losses: number;
  /** How each message ended: done, or why it stands. */
  readonly ends: readonly string[];
  readonly crashes: number;
  readonly requests: number;
  readonly virtualMs: number;
  /** Of each message, its steps a line each. The port of the server is the only thing in them that is not drawn. */
  readonly journals: readonly string[];
}

/** Nothing that is retried takes longer; what does never ends. */
const MOST_VIRTUAL_MS = 7 * 86_400_000;
/** When each seed begins, so that its journal can be compared. */
const START = Date.UTC(2026, 10, 26, 10);
/** More than any fault lasts. */
const MANUAL_TRIES = 4;
/** Kept in memory where the system has a folder for that: the end of the program is played, not that of the computer. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** What goes wrong: each a fault at a named step of a request, as often as the draw says. */
function rulesOf(random: () => number): readonly RuleInput[] {
  const faults: readonly (() => Omit<RuleInput, 'where' | 'id' | 'title'>)[] = [
    () => ({ step: 'before-read', what: { kind: 'reset' } }),
    () => ({ step: 'after-headers', what: { kind: 'reset' } }),
    () => ({ step: 'mid-upload', byte: Math.floor(random() * 400), what: { kind: 'reset' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'drop-reply' } }),
    () => ({ step: 'after-commit-before-reply', what: { kind: 'reset' } }),
    () => ({ step: 'after-headers', what: { kind: 'drop-commit' } }),
    () => ({
      step: 'after-headers',
      what: { kind: 'status', status: pick(random, [500, 503, 502, 423, 401]) },
    }),
    () => ({
      step: 'after-commit-before-reply',
      what: { kind: 'status', status: pick(random, [500, 502, 503]) },
    }),
    () => ({
      step: pick(random, ['after-headers', 'after-commit-before-reply'] as const),
      what: { kind: 'latency', latency: { distribution: 'fixed', ms: pick(random, [90_000, 400_000]) } },
    }),
    () => ({ step: 'after-headers', what: { kind: 'crash-worker' } }),
  ];
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, nth) => ({
    ...pick(random, faults)(),
    id: `fault-${nth}`,
    title: 'Drawn',
    where: { method: pick(random, ['PUT', 'MOVE', 'PROPPATCH', 'SEARCH', 'PROPFIND', 'DELETE']) },
    howLong: { count: 1 + Math.floor(random() * 3) },
  }));
}

/** How the server takes messages: most as every Exchange does, some only a copy of the draft, or the message itself. */
type Way = 'move' | 'copy' | 'put';
const NOT_OFFERED: Readonly<Record<Way, readonly RuleInput[]>> = {
  move: [],
  copy: [NO_MOVE],
  put: [NO_MOVE, NO_COPY],
};

/** Drawn apart from the rest: what else a seed draws does not depend on it. */
function wayOf(seed: number): Way {
  return pick(generator(seed ^ 0x5e1ec7), ['move', 'move', 'move', 'copy', 'put'] as const);
}

/**
 * The faults of a seed where its way meets them. A server that says "sent" and did nothing is seen only where the draft
 * goes by being sent; on the other ways its word is all there is, so it loses an answer there instead of lying.
 */
function onWay(way: Way, rule: RuleInput): RuleInput {
  if (way === 'move') return rule;
  const { method } = rule.where ?? {};
  const met = method === 'MOVE' ? (way === 'copy' ? 'COPY' : 'PUT') : method;
  const isLie = rule.what.kind === 'drop-commit' && (met === 'COPY' || (way === 'put' && met === 'PUT'));
  const where = { ...rule.where, method: met };
  if (!isLie) return { ...rule, where };
  return { ...rule, where, step: 'after-commit-before-reply', what: { kind: 'drop-reply' } };
}

/** Ends the program at drawn requests: before they leave, or when the server has answered and nobody read it. */
function crashing(random: () => number, onCrash: () => void): (transport: HttpTransport) => HttpTransport {
  const at = new Set(Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 14)));
  let nth = 0;
  return (transport) => async (request) => {
    nth += 1;
    if (!at.has(nth)) return await transport(request);
    const isBefore = random() < 0.3;
    // Read by nobody, and ended by nobody's error.
    if (!isBefore) (await transport(request)).body.on('error', () => undefined).destroy();
    onCrash();
    return await new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
    });
  };
}

/** Sends two messages through what the seed draws, until each is done or stands with a reason, and asks the judge. */
export async function runSeed(seed: number): Promise<SeedResult> {
  const random = generator(seed);
  let crashes = 0;
  const way = wayOf(seed);
  const rules = [...rulesOf(random).map((rule) => onWay(way, rule)), ...NOT_OFFERED[way]];
  const settings = { KeepSentCopies: random() < 0.8 };
  const wrap = crashing(random, () => (crashes += 1));
  const clock = { start: START, rate: 0 };
  const office = await openOffice({ scenario: EMPTY, rules, settings, seed, clock }, wrap, random, ROOT);
  try {
    const ids = [
      await office.spool({ bcc: 'cy', key: `first-of-${seed}` }),
      await office.spool({ subject: 'Second', to: 'cy', key: `second-of-${seed}` }),
    ];
    const began = office.clock.now();
    const isOver = (id: string) =>
      ['done', 'blocked'].includes(office.view(id).state.kind) && !isSignedOut(office.view(id));
    let seen = 0;
    const untilOver = async () => {
      while (!ids.every(isOver) && office.clock.now() - began < MOST_VIRTUAL_MS) {
        await idle();
        const isEnded = crashes > seen;
        // The next one may come while it is started again.
        seen = crashes;
        // Started again, or the password entered again: until then the whole account stands still.
        if (isEnded || ids.some((id) => isSignedOut(office.view(id)))) await office.restart();
        else if (!ids.every(isOver)) await office.step();
      }
    };
    await untilOver();
    // A server that said "sent" and let nobody look since: its person tries, and then it must be seen what is true.
    for (let tries = 0; tries < MANUAL_TRIES; tries += 1) {
      const unseen = ids.filter((id) => isUnseen(office, id));
      for (const id of unseen) await office.outbox().command(id, 'try-now');
      if (unseen.length > 0) await untilOver();
    }
    const judged = ids.map((id, nth) => judge(office, id, nth === 0 ? ['bo', 'cy'] : ['cy']));
    const sum = (of: 'deliveries' | 'doubles' | 'losses') => judged.reduce((all, each) => all + each[of], 0);
    const problems = judged.flatMap(({ problem }) => problem ?? []);
    return {
      seed,
      problem: problems.length === 0 ? null : problems.join('\n\n'),
      deliveries: sum('deliveries'),
      doubles: sum('doubles'),
      losses: sum('losses'),
      ends: judged.map(({ end }) => end),
      crashes,
      requests: office.mock.journal.length,
      virtualMs: office.clock.now() - began,
      journals: ids.map((id) =>
        told(office.outbox().steps(id)).replaceAll(new URL(office.mock.origin).host, 'SERVER'),
      ),
    };
  } finally {
    await office.stop();
  }
}

/** The server's word is all there is: Sent Items could not be looked at. */
function isUnseen(office: Office, id: string): boolean {
  const { state } = office.view(id);
  const submitted = historyOf(office.outbox().steps(id))?.submittedAt ?? null;
  return state.kind === 'blocked' && state.block !== 'sign-in' && submitted !== null;
}

function isSignedOut({ state }: OutgoingView): boolean {
  return state.kind === 'blocked' && state.block === 'sign-in';
}

/** What the server knows of a message against what the Outbox says of it. */
function judge(office: Office, id: string, recipients: readonly string[]) {
  const view = office.view(id);
  const steps = office.outbox().steps(id);
  const { deliveries, sent, drafts } = truth(office, view.messageId);
  const copies = Object.values(deliveries);
  const doubles = copies.filter((each) => each > 1).length;
  const missing = recipients.filter((each) => deliveries[each] === undefined).length;
  const isSubmitted = (historyOf(steps)?.submittedAt ?? null) !== null;
  const wrong = [
    ...(doubles > 0 ? ['it was delivered twice'] : []),
    ...(isSubmitted && missing > 0 ? ['it is said to be sent, and somebody did not get it'] : []),
    ...misjudged(view, isSubmitted, copies.length),
    ...(view.state.kind === 'done' && (sent !== 1 || drafts !== 0)
      ? [`${sent} copies in Sent Items, ${drafts} drafts left`]
      : []),
  ];
  return {
    problem: wrong.length === 0 ? null : `${wrong.join('; ')}\n${told(steps)}`,
    deliveries: copies.reduce((all, each) => all + each, 0),
    doubles,
    losses: isSubmitted ? missing : 0,
    end: endOf(view, isSubmitted),
  };
}

/** Proven unsent, said to be sent, or said to be unknown: never silently sent, and never without a way out. */
function misjudged(
  { state, commands }: OutgoingView,
  isSubmitted: boolean,
  copies: number,
): readonly string[] {
  if (state.kind === 'done') return [];
  if (state.kind !== 'blocked') return [`it never came to an end: ${state.kind}`];
  return [
    ...(commands.length === 0 ? ['nothing can be done for it'] : []),
    ...(state.failure === null && state.block !== 'unproven' ? ['no reason is given'] : []),
    ...(copies > 0 && !isSubmitted && state.block !== 'unproven' ? ['it was sent, and nobody says so'] : []),
  ];
}

function endOf({ state }: OutgoingView, isSubmitted: boolean): string {
  if (state.kind !== 'blocked') return state.kind;
  return isSubmitted ? `sent, not filed: ${state.block}` : `blocked: ${state.block}`;
}
