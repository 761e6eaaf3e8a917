import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput, Where } from '../../../electron/mock-exchange/public.ts';
import { type Office, openOffice, told, truth } from './house.ts';

const TIMEOUT = { timeout: 60_000 };
const ONCE = { deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 };
let office: Office;
afterEach(() => office.stop());

/** The server says that it did what was asked, and did nothing. */
function dropped(where: Where, count?: number): RuleInput {
  const howLong = count === undefined ? {} : { howLong: { count } };
  return {
    id: 'dropped',
    title: 'Dropped',
    where,
    step: 'after-headers',
    what: { kind: 'drop-commit' },
    ...howLong,
  };
}

async function send(rule: RuleInput) {
  office = await openOffice({ scenario: 'healthy', rules: [rule] });
  const id = await office.spool({ bcc: 'cy', bytes: 2000 });
  const view = await office.until(id, 'done', 'blocked');
  return { view, why: told(office.outbox().steps(id)), found: truth(office, view.messageId) };
}
const count = (method: string) => office.mock.journal.filter((each) => each.method === method).length;

describe('a server that says yes and does nothing', () => {
  it.each([
    {
      of: 'the draft',
      where: { method: 'PROPPATCH', headers: { 'if-none-match': '?*' } },
      puts: 1,
      moves: 1,
    },
    { of: 'the body of the draft', where: { method: 'PUT' }, puts: 2, moves: 1 },
    {
      of: 'the hidden recipients',
      where: { method: 'PROPPATCH', headers: { 'if-none-match': '' } },
      puts: 2,
      moves: 1,
    },
    { of: 'the submission', where: { method: 'MOVE' }, puts: 1, moves: 2 },
  ])('$of: what is missing is seen, and done again', TIMEOUT, async ({ where, puts, moves }) => {
    const { view, why, found } = await send(dropped(where, 1));
    expect(view.state.kind, why).toBe('done');
    expect(found, why).toEqual(ONCE);
    expect({ puts: count('PUT'), moves: count('MOVE') }, why).toEqual({ puts, moves });
  });

  it('each time: no draft that is not the message is ever submitted, and why is said', TIMEOUT, async () => {
    const { view, why, found } = await send(dropped({ method: 'PUT' }));
    expect(view.state, why).toMatchObject({
      kind: 'blocked',
      block: 'tries-spent',
      failure: { kind: 'conflict' },
    });
    expect(found.deliveries).toEqual({});
    expect(count('MOVE')).toBe(0);
    expect(view.commands).toContain('try-now');
  });

  it(
    'of each submission: stands with a reason, and no copy in Sent Items vouches for it',
    TIMEOUT,
    async () => {
      const { view, why, found } = await send(dropped({ method: 'MOVE' }));
      expect(view.state, why).toMatchObject({ kind: 'blocked', failure: { kind: 'conflict' } });
      expect(found, why).toMatchObject({ deliveries: {}, sent: 0 });
    },
  );
});
