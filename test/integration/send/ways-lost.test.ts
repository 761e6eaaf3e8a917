import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { EMPTY, type Office, openOffice, told, truth } from './house.ts';
import { NO_MOVE, without } from './ways.ts';

/** Ways in which an answer is lost or decides nothing, and whether the server had taken the message. */
const LOSSES = {
  'reset before it is read': { isTaken: false, step: 'after-headers', what: { kind: 'reset' } },
  '502 for what was not passed on': {
    isTaken: false,
    step: 'after-headers',
    what: { kind: 'status', status: 502 },
  },
  'reply lost': { isTaken: true, step: 'after-commit-before-reply', what: { kind: 'drop-reply' } },
  '500 although it was taken': {
    isTaken: true,
    step: 'after-commit-before-reply',
    what: { kind: 'status', status: 500 },
  },
  '507 although it was taken': {
    isTaken: true,
    step: 'after-commit-before-reply',
    what: { kind: 'status', status: 507 },
  },
  'no answer for longer than anybody waits': {
    isTaken: true,
    step: 'after-commit-before-reply',
    what: { kind: 'stall' },
  },
} as const satisfies Readonly<Record<string, Pick<RuleInput, 'step' | 'what'> & { isTaken: boolean }>>;
type Loss = keyof typeof LOSSES;

const WAYS = {
  copy: { method: 'COPY', rule: NO_MOVE },
  put: { method: 'PUT', rule: without('drafts') },
} as const;
type Way = keyof typeof WAYS;
const CASES = (Object.keys(WAYS) as Way[]).flatMap((way) =>
  (Object.keys(LOSSES) as Loss[]).map((loss) => [way, loss] as const),
);
const TIMEOUT = { timeout: 60_000 };

let office: Office;
afterEach(() => office.stop());

async function lost(way: Way, loss: Loss, settings = {}) {
  const { step, what } = LOSSES[loss];
  const { method, rule } = WAYS[way];
  const where = method === 'PUT' ? { method, path: '/exchange/alex/**SubmissionURI**' } : { method };
  const rules = [rule, { id: 'loss', where, step, what, howLong: { count: 1 } }];
  office = await openOffice({ scenario: EMPTY, rules, settings });
  const id = await office.spool({ bcc: 'cy' });
  const view = await office.until(id, 'done', 'blocked');
  return { id, view, steps: office.outbox().steps(id) };
}
const handOvers = () =>
  office.mock.journal.filter(
    ({ method, path }) => method === 'COPY' || (method === 'PUT' && /Submission/.test(path)),
  );

describe('an answer that is lost', () => {
  it.each(CASES)('%s, %s: never twice, and where nobody can say, it says so', TIMEOUT, async (way, loss) => {
    const { id, view, steps } = await lost(way, loss);
    const { isTaken } = LOSSES[loss];
    const isSeen = way === 'copy' && isTaken;
    const expected = isSeen ? { kind: 'done' } : { kind: 'blocked', block: 'unproven' };
    expect(view.state, told(steps)).toMatchObject(expected);
    const everybody = isTaken ? { bo: 1, cy: 1 } : {};
    expect(truth(office, view.messageId).deliveries).toEqual(everybody);
    expect(handOvers().length).toBe(1);
    if (isSeen) expect(truth(office, view.messageId)).toEqual({ deliveries: everybody, sent: 1, drafts: 0 });
    if (!isTaken) {
      // Its person decides, and then it goes, once.
      await office.outbox().command(id, 'send-again');
      await office.until(id, 'done');
      expect(truth(office, view.messageId)).toEqual({ deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 });
    }
  });

  it.each(['copy', 'put'] as const)(
    '%s, and no copy is kept: marked as sent, no draft is left',
    TIMEOUT,
    async (way) => {
      const { id, view, steps } = await lost(way, 'reply lost', { KeepSentCopies: false });
      expect(view.state, told(steps)).toMatchObject({ kind: 'blocked', block: 'unproven' });
      await office.outbox().command(id, 'mark-as-sent');
      await office.until(id, 'done');
      expect(truth(office, view.messageId)).toEqual({ deliveries: { bo: 1, cy: 1 }, sent: 0, drafts: 0 });
    },
  );

  it.each(['copy', 'put'] as const)(
    '%s, refused for a while (423): goes again by itself',
    TIMEOUT,
    async (way) => {
      const { method, rule } = WAYS[way];
      const where = way === 'put' ? { method, path: '/exchange/alex/**SubmissionURI**' } : { method };
      const what = { kind: 'status', status: 423 } as const;
      const locked = { id: 'locked', where, step: 'after-headers', what, howLong: { count: 2 } } as const;
      office = await openOffice({ scenario: EMPTY, rules: [rule, locked] });
      const id = await office.spool({ bcc: 'cy', bytes: 300_000 });
      const view = await office.until(id, 'done', 'blocked');
      expect(view.state.kind, told(office.outbox().steps(id))).toBe('done');
      expect(truth(office, view.messageId)).toEqual({ deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 });
      expect(handOvers().map(({ status }) => status)).toEqual([423, 423, 200]);
    },
  );
});
