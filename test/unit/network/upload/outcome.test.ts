import { describe, expect, it } from 'vitest';
import { outcomeOf, type Seen } from '../../../../electron/network/transfer/upload/outcome.ts';
import { type FailureKind, fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';

const TOTAL = 1000;
const failed = (kind: FailureKind, status?: number) =>
  fail(kind, 'A sentence.', status === undefined ? { detail: 'ECONNRESET' } : { status }).failure;

function after(more: Partial<Seen>): Seen {
  return { total: TOTAL, handed: TOTAL, taken: TOTAL, answer: null, failure: null, at: 7, ...more };
}
const answered = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  answer: { status, headers: new Map(Object.entries(headers)) },
  failure: status < 300 ? null : failed('server-fault', status),
});
const OWN = { 'ms-webstorage': '6.5.7638' };

describe('after the whole body', () => {
  it.each([
    [200, {}, 'stored'],
    [201, {}, 'stored'],
    [204, {}, 'stored'],
    [200, { 'content-type': 'text/html' }, 'unknown'],
    [200, { 'content-type': 'text/html', ...OWN }, 'stored'],
    [207, {}, 'unknown'],
    [302, {}, 'refused'],
    [400, {}, 'refused'],
    [401, {}, 'refused'],
    [403, {}, 'refused'],
    [413, {}, 'refused'],
    [440, {}, 'refused'],
    [501, {}, 'refused'],
    [507, {}, 'refused'],
    [500, {}, 'unknown'],
    [500, OWN, 'refused'],
    [502, {}, 'unknown'],
    [503, OWN, 'unknown'],
    [504, {}, 'unknown'],
    [599, {}, 'unknown'],
  ] as const)('%i %o is %s', (status, headers, kind) => {
    expect(outcomeOf(after(answered(status, headers)))).toMatchObject({ kind });
  });
  it('no answer is unknown, with what is known of it', () => {
    expect(outcomeOf(after({ taken: 900, failure: failed('interrupted') }))).toEqual({
      kind: 'unknown',
      failure: {
        kind: 'interrupted',
        detail: 'ECONNRESET',
        ...told(
          'Retinue sent the whole message and got no answer ({code}). The server may have stored it or not. Retinue does not send it again before it has looked.',
          { code: 'ECONNRESET' },
        ),
      },
      evidence: { sent: 900, total: TOTAL, at: 7, status: null, broke: 'ECONNRESET' },
    });
  });
  it('gives the headers that lead to the item', () => {
    const headers = { getetag: '"e"', etag: '"other"', location: '/exchange/alex/Drafts/a.EML' };
    expect(outcomeOf(after(answered(201, headers)))).toEqual({
      kind: 'stored',
      status: 201,
      etag: '"e"',
      location: '/exchange/alex/Drafts/a.EML',
    });
  });
});

describe('before the last byte', () => {
  const handed = TOTAL - 1;
  it.each([
    [200, 'unknown'],
    [302, 'refused'],
    [413, 'refused'],
    [500, 'refused'],
    [503, 'refused'],
  ] as const)('%i is %s', (status, kind) => {
    expect(outcomeOf(after({ handed, ...answered(status) }))).toMatchObject({ kind });
  });
  it.each(['interrupted', 'timeout', 'cancelled', 'conflict', 'offline'] as const)(
    '%s without an answer was not sent',
    (kind) => {
      expect(outcomeOf(after({ handed, failure: failed(kind) }))).toMatchObject({
        kind: 'not-sent',
        failure: { kind },
      });
    },
  );
});
