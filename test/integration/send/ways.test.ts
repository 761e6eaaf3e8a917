import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { writeBundle } from '../../../electron/network/spool/bundle/bundle.ts';
import { EMPTY, type Letter, type Office, openOffice, told, truth } from './house.ts';
import { changes, NO_COPY, NO_MOVE, refusing, showsHidden, without } from './ways.ts';

const TIMEOUT = { timeout: 60_000 };
const ONCE = { deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 };

let office: Office;
afterEach(() => office.stop());

async function send(rules: readonly RuleInput[], settings = {}, letter: Letter = {}) {
  office = await openOffice({ scenario: EMPTY, rules, settings });
  const id = await office.spool({ bcc: 'cy', ...letter });
  const view = await office.until(id, 'done', 'blocked');
  const steps = office.outbox().steps(id);
  return { id, view, steps, truth: truth(office, view.messageId) };
}
const decided = (steps: Awaited<ReturnType<typeof send>>['steps']) =>
  steps.flatMap((step) => (step.kind === 'decided' ? [[step.decision, step.status]] : []));
const DRAFT = ['PROPPATCH Drafts 207', 'PUT Drafts 200', 'PROPPATCH Drafts 207'];

describe('each way of submission: everybody has it once, one copy is in Sent Items, no draft is left', () => {
  it.each([405, 501])('a server that does not move (%i): a copy of the draft', TIMEOUT, async (status) => {
    const { view, steps, truth: found } = await send([refusing('MOVE', status)]);
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(decided(steps)).toEqual([['by-copy', status]]);
    expect(await showsHidden(office, 'cy')).toBe(false);
    expect(changes(office)).toEqual([
      ...DRAFT,
      `MOVE Drafts ${status}`,
      'COPY Drafts 200',
      'DELETE Drafts 200',
    ]);
  });

  it.each([405, 501])('nor copies (%i): the message with its envelope', TIMEOUT, async (status) => {
    const rules = [NO_MOVE, refusing('COPY', status)];
    const { view, steps, truth: found } = await send(rules);
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(decided(steps)).toEqual([
      ['by-copy', 405],
      ['by-put', status],
    ]);
    expect(await showsHidden(office, 'cy')).toBe(false);
    expect(changes(office)).toEqual([
      ...DRAFT,
      'MOVE Drafts 405',
      `COPY Drafts ${status}`,
      'PUT SubmissionURI 200',
      'PUT Sent 201',
      'PROPPATCH Sent 207',
      'DELETE Drafts 200',
    ]);
  });

  it('no Drafts folder: nothing is asked there', TIMEOUT, async () => {
    const { view, steps, truth: found } = await send([without('drafts')]);
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(decided(steps)).toEqual([['by-put', undefined]]);
    expect(await showsHidden(office, 'cy')).toBe(false);
    expect(changes(office)).toEqual(['PUT SubmissionURI 200', 'PUT Sent 201', 'PROPPATCH Sent 207']);
    expect(office.mock.journal.filter(({ path }) => path.includes('Drafts')).every(isOurs)).toBe(true);
  });

  it.each(['PROPPATCH', 'PUT'])('no %s in Drafts: the message with its envelope', TIMEOUT, async (method) => {
    const { view, steps, truth: found } = await send([refusing(method, 405, { folder: 'drafts' })]);
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(decided(steps)).toEqual([['by-put', 405]]);
    expect(await showsHidden(office, 'cy')).toBe(false);
    expect(changes(office).filter((each) => each.startsWith('DELETE'))).toEqual(
      method === 'PUT' ? ['DELETE Drafts 200'] : [],
    );
  });

  it('neither Drafts nor Sent Items: sent, and it says that no copy is filed', TIMEOUT, async () => {
    const { view, steps, truth: found } = await send([without('drafts', 'sentitems')]);
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual({ ...ONCE, sent: 0 });
    expect(steps.at(-1)).toMatchObject({ kind: 'filed', by: 'nobody' });
    expect(changes(office)).toEqual(['PUT SubmissionURI 200']);
  });

  it('no Sent Items, and a server that says "sent" and is not: not believed', TIMEOUT, async () => {
    const lie: RuleInput = {
      id: 'lie',
      where: { method: 'MOVE' },
      step: 'after-headers',
      what: { kind: 'drop-commit' },
      howLong: { count: 1 },
    };
    const { view, steps, truth: found } = await send([without('sentitems'), lie], { KeepSentCopies: false });
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual({ ...ONCE, sent: 0 });
    expect(changes(office).filter((each) => each.startsWith('MOVE'))).toHaveLength(2);
  });

  it('a copied draft whose server files no copy: ours is filed, once', TIMEOUT, async () => {
    const { view, steps, truth: found } = await send([NO_MOVE], { KeepSentCopies: false });
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(changes(office).slice(-4)).toEqual([
      'COPY Drafts 200',
      'PUT Sent 201',
      'PROPPATCH Sent 207',
      'DELETE Drafts 200',
    ]);
  });
});

describe('what is no reason to go another way', () => {
  it('406 for the draft: explained, and nothing of it goes out (S16)', TIMEOUT, async () => {
    const { view, steps, truth: found } = await send([refusing('PUT', 406, { folder: 'drafts' })]);
    expect(view.state).toMatchObject({ kind: 'blocked', block: 'no-mime' });
    expect(decided(steps)).toEqual([]);
    expect(found.deliveries).toEqual({});
  });

  it.each([405, 501, 415])(
    'the last way is refused (%i): it says what was tried',
    TIMEOUT,
    async (status) => {
      const last = refusing('PUT', status, { path: '/exchange/alex/**SubmissionURI**' });
      const { view, truth: found } = await send([NO_MOVE, NO_COPY, last]);
      expect(view.state).toMatchObject({ kind: 'blocked', block: 'refused', failure: { status } });
      expect(view.state.kind === 'blocked' && view.state.failure?.sentence).toContain(
        `MOVE, then COPY, then PUT (${status})`,
      );
      expect(found.deliveries).toEqual({});
      expect(view.commands).toEqual(['try-now', 'take-back', 'discard']);
    },
  );

  it('taken back after that: no draft is left', TIMEOUT, async () => {
    const last = refusing('PUT', 405, { path: '/exchange/alex/**SubmissionURI**' });
    const { id, view } = await send([NO_MOVE, NO_COPY, last]);
    await office.outbox().command(id, 'take-back');
    await office.until(id, 'taken-back');
    expect(truth(office, view.messageId)).toEqual({ deliveries: {}, sent: 0, drafts: 0 });
  });
});

describe('403 on the other ways: the From field', () => {
  const oncePer = (method: string, path: string): RuleInput => ({
    ...refusing(method, 403, { path }),
    howLong: { count: 1 },
  });
  it.each([
    ['COPY', [NO_MOVE, oncePer('COPY', '**')]],
    ['PUT', [without('drafts'), oncePer('PUT', '/exchange/alex/**SubmissionURI**')]],
  ] as const)('%s: goes again without it', TIMEOUT, async (_, rules) => {
    const { view, steps, truth: found } = await send(rules);
    expect(view.state.kind, told(steps)).toBe('done');
    expect(found).toEqual(ONCE);
    expect(decided(steps).at(-1)).toEqual(['without-from', 403]);
  });
});

describe('a bundle of such a message', () => {
  const last = refusing('PUT', 405, { path: '/exchange/alex/**SubmissionURI**' });
  it.each([
    ['each way refused', [NO_MOVE, NO_COPY, last]],
    ['no drafts', [without('drafts'), last]],
  ] as const)('%s: the mock does the same again', TIMEOUT, async (_, rules) => {
    const { id } = await send(rules);
    const out = path.join(office.folder, 'bundle.zip');
    await writeBundle(office.outbox().entry(id), { requests: [], report: '', version: '1' }, out);
    const bytes = new Uint8Array(await readFile(out));
    const told = asked(office, id);
    expect(told.at(-1)).toBe('submit PUT');
    const replay = await openOffice({ scenario: bytes });
    try {
      const eml = Buffer.from(unzipSync(bytes)['message.eml'] ?? []).toString();
      const again = await replay.spool({ user: 'person', eml });
      await replay.until(again, 'blocked', 'done');
      expect(asked(replay, again)).toEqual(told);
    } finally {
      await replay.stop();
    }
  });
});

/** What was asked, in order. */
function asked(of: Office, id: string): readonly string[] {
  const steps = of.outbox().steps(id);
  return steps.flatMap((step) => (step.kind === 'asked' ? [`${step.purpose} ${step.method}`] : []));
}

/** The only requests there are those of this test, which looks what the headers say. */
function isOurs({ client }: Office['mock']['journal'][number]): boolean {
  return client !== 'Retinue';
}
