import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consequenceOf } from '../../../shared/delivery/after-refusal.ts';
import { envelopeOf } from '../../../shared/delivery/envelope.ts';
import { beginning, type Doubt, type History, historyOf } from '../../../shared/delivery/history.ts';
import { conclude, LOOK_FOR_MS, ruleOf, SETTLE_MS } from '../../../shared/delivery/looking.ts';
import { nextMove } from '../../../shared/delivery/next-move.ts';
import { PURPOSES, type Purpose, type Step, type StepOf, WAYS } from '../../../shared/delivery/steps.ts';
import type { Failure } from '../../../shared/errors.ts';
import { sayIn } from '../../../shared/language/languages.ts';
import { sayTold } from '../../../shared/language/told.ts';

const SPOOLED: StepOf<'spooled'> = {
  kind: 'spooled',
  at: 0,
  format: 1,
  account: { id: 'a', url: 'https://mail.example.test/', user: 'alex' },
  messageId: '<1@example.test>',
  subject: 'Hello',
  from: 'alex@example.test',
  recipients: ['bo@example.test'],
  hidden: ['cy@example.test'],
  bytes: 400,
  sha256: '00',
  sendAt: 0,
};
const history = (more: Partial<History> = {}): History => ({ ...beginning(SPOOLED), ...more });
const failure = (status: number, kind: Failure['kind'] = 'unsupported'): Failure => ({
  kind,
  sentence: '',
  status,
});

describe('what a refused method means', () => {
  it.each([
    ['submit', 'move', 405, 'by-copy'],
    ['submit', 'move', 501, 'by-copy'],
    ['submit', 'copy', 405, 'by-put'],
    ['submit', 'copy', 501, 'by-put'],
    ['draft', 'move', 405, 'by-put'],
    ['draft', 'move', 501, 'by-put'],
    ['upload', 'move', 405, 'by-put'],
    ['hide', 'copy', 405, 'by-put'],
  ] as const)('%s by %s, %i: %s', (purpose, way, status, decision) => {
    expect(consequenceOf(failure(status), purpose, history({ way }))).toEqual({ kind: 'decide', decision });
  });

  it.each([
    ['submit', 'put', 405, 'refused'],
    ['submit', 'put', 501, 'refused'],
    ['submit', 'put', 415, 'refused'],
    ['upload', 'move', 406, 'no-mime'],
    ['submit', 'move', 406, 'no-mime'],
    ['submit', 'copy', 406, 'no-mime'],
    ['submit', 'put', 406, 'no-mime'],
    ['submit', 'put', 413, 'too-large'],
    ['submit', 'copy', 401, 'sign-in'],
    ['file', 'put', 405, 'refused'],
    ['tidy', 'copy', 405, 'refused'],
    ['draft', 'move', 403, 'refused'],
  ] as const)('%s by %s, %i: stands, %s', (purpose, way, status, block) => {
    expect(consequenceOf(failure(status), purpose, history({ way }))).toEqual({ kind: 'block', block });
  });

  it.each(['move', 'copy', 'put'] as const)('403 by %s: without the From field, then it stands', (way) => {
    const of = (withoutFrom: boolean) => consequenceOf(failure(403), 'submit', history({ way, withoutFrom }));
    expect(of(false)).toEqual({ kind: 'decide', decision: 'without-from' });
    expect(of(true)).toEqual({ kind: 'block', block: 'from-refused' });
  });

  it.each([
    ['unauthorized', 535, 'sign-in'],
    ['too-large', 552, 'too-large'],
    ['forbidden', 550, 'refused'],
    // As a status of HTTP this one would lead another way.
    ['forbidden', 501, 'refused'],
    ['untrusted', undefined, 'refused'],
  ] as const)('by smtp, %s (%s): stands, %s', (kind, status, block) => {
    const failed = { kind, sentence: '', ...(status === undefined ? {} : { status }) };
    expect(consequenceOf(failed, 'submit', history({ way: 'smtp' }))).toEqual({ kind: 'block', block });
  });

  it.each([
    ['throttled', 450, 'item'],
    ['server-fault', 451, 'item'],
    ['offline', undefined, 'server'],
    ['timeout', undefined, 'server'],
  ] as const)('by smtp, %s (%s): tried again, and stands after twenty tries', (kind, status, scope) => {
    const failed = { kind, sentence: '', ...(status === undefined ? {} : { status }) };
    const at = (tries: number) => consequenceOf(failed, 'submit', history({ way: 'smtp', tries }));
    expect(at(18)).toEqual({ kind: 'wait', scope });
    expect(at(19)).toEqual({ kind: 'block', block: 'tries-spent' });
  });

  it('another way is never taken for any other answer, and never back', () => {
    const statuses = fc.integer({ min: 300, max: 599 });
    const ways = fc.constantFrom(...WAYS);
    const purposes = fc.constantFrom<Purpose>(...PURPOSES);
    fc.assert(
      fc.property(statuses, ways, purposes, (status, way, purpose) => {
        const found = consequenceOf(failure(status, 'server-fault'), purpose, history({ way }));
        if (found.kind !== 'decide' || found.decision === 'without-from') return;
        expect([405, 501]).toContain(status);
        expect(WAYS.indexOf(found.decision === 'by-copy' ? 'copy' : 'put')).toBeGreaterThan(
          WAYS.indexOf(way),
        );
      }),
    );
  });
});

describe('the next move', () => {
  it.each([
    ['no draft, by put', { way: 'put' }, { kind: 'submit' }],
    ['half a draft, by put', { way: 'put', draft: 'made' }, { kind: 'submit' }],
    ['no draft, by copy', { way: 'copy' }, { kind: 'draft' }],
    ['a whole draft, by copy', { way: 'copy', draft: 'whole', hidden: true }, { kind: 'submit' }],
    ['by smtp', { way: 'smtp' }, { kind: 'submit' }],
    ['by smtp, sent', { way: 'smtp', submittedAt: 1 }, { kind: 'file' }],
    ['by put, not yet due', { way: 'put', sendAt: 9 }, { kind: 'rest', until: 9 }],
    ['by put, taken back with a draft', { way: 'put', draft: 'whole', takenBack: true }, { kind: 'tidy' }],
    ['by put, taken back without one', { way: 'put', takenBack: true }, { kind: 'done' }],
    ['by put, sent', { way: 'put', submittedAt: 1 }, { kind: 'file' }],
    [
      'by copy, sent and filed',
      { way: 'copy', submittedAt: 1, filed: 'server', orphan: true },
      { kind: 'tidy' },
    ],
  ] as const)('%s', (_, more, move) => {
    expect(nextMove(history(more), 5)).toEqual(move);
  });

  it.each(WAYS)('in doubt, by %s: looks, and in the end asks', (way) => {
    const look: StepOf<'looked'> = {
      kind: 'looked',
      at: LOOK_FOR_MS,
      draft: 'there',
      sent: 0,
      outbox: 0,
      conclusion: 'open',
      rule: '',
    };
    const doubt: Doubt = { way, since: 0, answered: false, looks: [], hurry: false };
    expect(nextMove(history({ way, doubt }), 0)).toEqual({ kind: 'look' });
    const spent = { ...doubt, looks: [look] };
    expect(nextMove(history({ way, doubt: spent }), 3 * LOOK_FOR_MS)).toEqual({
      kind: 'block',
      block: 'unproven',
    });
  });
});

describe('what a look proves', () => {
  const nowhere = { draft: 'there', sent: 0, outbox: 0 } as const;
  const before: StepOf<'looked'> = { kind: 'looked', at: 0, ...nowhere, conclusion: 'open', rule: '' };
  const doubt = (way: Doubt['way'], answered: boolean): Doubt => ({
    way,
    since: 0,
    answered,
    looks: [before],
    hurry: false,
  });

  it.each([
    ['move', true, 'not-submitted'],
    ['move', false, 'not-submitted'],
    ['copy', true, 'open'],
    ['copy', false, 'open'],
    ['put', true, 'open'],
    ['put', false, 'open'],
    ['smtp', false, 'open'],
  ] as const)('by %s, answered %s, the draft is there and no copy: %s', (way, answered, conclusion) => {
    expect(conclude(nowhere, doubt(way, answered), SETTLE_MS).conclusion).toBe(conclusion);
  });

  it('its rule is said in the reader’s language, and one of an earlier version as it stands', async () => {
    const japanese = await sayIn('ja');
    const found = conclude({ ...nowhere, sent: 1 }, doubt('move', false), 0);
    expect(found.rule).toBe('copy in Sent Items');
    expect(sayTold(ruleOf(found), japanese)).toBe('送信済みアイテムにコピーあり');
    expect(sayTold(ruleOf({ conclusion: 'submitted', rule: 'copy in Sent Items' }), japanese)).toBe(
      'copy in Sent Items',
    );
  });

  it.each(WAYS)('by %s: a copy proves it', (way) => {
    expect(conclude({ ...nowhere, sent: 1 }, doubt(way, false), 0).conclusion).toBe('submitted');
    expect(conclude({ ...nowhere, sent: null, outbox: 1 }, doubt(way, false), 0).conclusion).toBe(
      'submitted',
    );
  });

  it('only MOVE is ever found not to have happened', () => {
    const count = fc.constantFrom(0, 1, null);
    const draft = fc.constantFrom('there' as const, 'gone' as const, 'unknown' as const, 'none' as const);
    const way = fc.constantFrom('copy' as const, 'put' as const);
    const sights = fc.record({ draft, sent: count, outbox: count });
    fc.assert(
      fc.property(sights, fc.boolean(), way, (sight, answered, by) => {
        expect(conclude(sight, doubt(by, answered), 1e9).conclusion).not.toBe('not-submitted');
      }),
    );
  });
});

describe('the journal', () => {
  const asked = (request: number, purpose: Purpose, method: string): Step => ({
    kind: 'asked',
    at: request,
    request,
    purpose,
    method,
    path: '/x',
  });
  const answered = (
    request: number,
    verdict: StepOf<'answered'>['verdict'],
    status: number | null,
  ): Step => ({
    kind: 'answered',
    at: request,
    request,
    verdict,
    status,
    ms: 0,
    failure: null,
  });
  const whole = [
    asked(1, 'draft', 'PROPPATCH'),
    answered(1, 'done', 207),
    asked(3, 'upload', 'PUT'),
    answered(3, 'done', 200),
    asked(5, 'check', 'PROPFIND'),
    answered(5, 'done', 207),
  ];
  const decided = (decision: StepOf<'decided'>['decision']): Step => ({
    kind: 'decided',
    at: 7,
    decision,
    status: 405,
  });
  const of = (...steps: readonly Step[]) => historyOf([SPOOLED, ...steps]);

  it('copied: the draft stays and is removed afterwards', () => {
    const copied = [...whole, decided('by-copy'), asked(8, 'submit', 'COPY')];
    expect(of(...copied)?.doubt).toMatchObject({ way: 'copy' });
    expect(of(...copied, answered(8, 'done', 200))).toMatchObject({ submittedAt: 8, orphan: true });
    expect(of(...copied, answered(8, 'refused', 405))).toMatchObject({ doubt: null, draft: 'whole' });
    // 404 may be about the draft: it is looked at before it is copied again.
    expect(of(...copied, answered(8, 'refused', 404))).toMatchObject({ doubt: null, draft: 'put' });
  });

  it('put: a draft is removed afterwards where there is one', () => {
    const put = [decided('by-put'), asked(8, 'submit', 'PUT'), answered(8, 'done', 200)];
    expect(of(...put)).toMatchObject({ submittedAt: 8, orphan: false, draft: 'none' });
    expect(of(...whole, ...put)).toMatchObject({ submittedAt: 8, orphan: true });
    const refused = [asked(1, 'draft', 'PROPPATCH'), answered(1, 'refused', 405)];
    expect(of(...refused, ...put)).toMatchObject({ orphan: false, draft: 'none' });
    expect(of(...whole, ...put.slice(0, 2), { kind: 'told', at: 9, command: 'mark-as-sent' })).toMatchObject({
      filed: 'nobody',
      orphan: true,
    });
    const lost = [asked(1, 'draft', 'PROPPATCH'), answered(1, 'unknown', null)];
    expect(of(...lost, ...put)).toMatchObject({ orphan: true });
  });

  it('moved: the server took the draft along', () => {
    const moved = [...whole, asked(8, 'submit', 'MOVE'), answered(8, 'done', 200)];
    expect(of(...moved)).toMatchObject({ submittedAt: 8, orphan: false, way: 'move' });
  });
});

const CHARS = fc.constantFrom('a', 'é', '@', '.', '<', '>', ' ', '\r', '\n', '\t', '\0', '\u2028', '"');

describe('the envelope', () => {
  it('names everybody once, a line each', () => {
    expect(envelopeOf({ ...SPOOLED, recipients: ['bo@example.test', 'bo@example.test'] })).toBe(
      'MAIL FROM:<alex@example.test>\r\nRCPT TO:<bo@example.test>\r\nRCPT TO:<cy@example.test>\r\n\r\n',
    );
  });
  it.each(['', 'a b@c', 'a@b>\r\nRCPT TO:<evil@c', 'a\n@b', 'a\u0000@b', '<a@b', 'a@b\u0085', 'a\u2028@b'])(
    '%j stands in none',
    (address) => {
      expect(() => envelopeOf({ ...SPOOLED, from: address })).toThrow(/envelope/);
      expect(() => envelopeOf({ ...SPOOLED, hidden: [address] })).toThrow(/envelope/);
    },
  );
  it('has as many lines as people, whatever the addresses', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: CHARS }), { maxLength: 5 }), (recipients) => {
        let text: string;
        try {
          text = envelopeOf({ ...SPOOLED, recipients, hidden: [] });
        } catch {
          return;
        }
        expect(text.split(/[\r\n]+/).length).toBe(new Set(recipients).size + 2);
        expect(text.endsWith('\r\n\r\n')).toBe(true);
      }),
    );
  });
});
