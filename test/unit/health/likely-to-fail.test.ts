import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LargeMessage, likelyToFail } from '../../../shared/health/likely-to-fail.ts';

const MB = 2 ** 20;
const message = (megabytes: number, more: Partial<LargeMessage> = {}): LargeMessage => ({
  id: `m${megabytes}`,
  subject: `${megabytes} MB`,
  folder: 'Archive',
  bytes: megabytes * MB,
  wasOpened: false,
  hasFailed: false,
  ...more,
});
const failed = (megabytes: number) => message(megabytes, { hasFailed: true });
const worked = (megabytes: number) => message(megabytes, { wasOpened: true });
const whys = (messages: readonly LargeMessage[], limit: number | null = null) =>
  likelyToFail(messages, limit).map(({ subject, why }) => [subject, why.sentence]);

describe('messages that are likely to fail next', () => {
  it('are those over the limit that is known', () => {
    expect(whys([message(94), message(12), message(9)], 10 * MB)).toEqual([
      ['94 MB', '9 × the current limit'],
      ['12 MB', 'Over the current limit'],
    ]);
  });

  it('are those larger than any that worked, and those as large as one that failed', () => {
    const record = [failed(38), failed(61), worked(45), worked(3)];
    expect(whys([...record, message(71), message(58), message(33), message(5)])).toEqual([
      ['71 MB', 'Larger than any that worked'],
      ['58 MB', 'Larger than any that worked'],
      ['33 MB', 'Similar size failed once'],
    ]);
    expect(whys([failed(30), failed(31), worked(45), message(32)])).toEqual([
      ['32 MB', 'Similar size failed 2 times'],
    ]);
    expect(whys([failed(10), message(50)])).toEqual([['50 MB', 'A smaller one failed']]);
  });

  it('are none where nothing is known, and never one that was opened or has failed', () => {
    expect(whys([message(94), message(12), worked(3)])).toEqual([]);
    expect(whys([worked(94), failed(50)], MB)).toEqual([]);
  });

  it('are at most five, largest first, each with a reason, whatever the record', () => {
    const any = fc.record({
      id: fc.uuid(),
      subject: fc.string(),
      folder: fc.string(),
      bytes: fc.nat(2 ** 31),
      wasOpened: fc.boolean(),
      hasFailed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any), fc.option(fc.nat(2 ** 31)), (messages, limit) => {
        const rows = likelyToFail(messages, limit);
        expect(rows.length).toBeLessThanOrEqual(5);
        expect(rows.map(({ bytes }) => bytes)).toEqual(
          rows.map(({ bytes }) => bytes).toSorted((a, b) => b - a),
        );
        for (const row of rows) {
          expect(row.why.sentence).not.toBe('');
          expect(messages.find(({ id }) => id === row.message)).toMatchObject({
            wasOpened: false,
            hasFailed: false,
          });
        }
      }),
    );
  });
});
