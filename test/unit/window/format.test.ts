import { describe, expect, it, vi } from 'vitest';
import {
  datesOn,
  formatAgo,
  formatFull,
  formatShort,
  formatTime,
  formatUntil,
} from '../../../renderer/components/format/dates.ts';
import { formatBytes, formatPart } from '../../../renderer/components/format/numbers.ts';
import { monogram, parseSender, shortName } from '../../../renderer/components/format/sender.ts';
import { directionName, piecesOf, plainOf, splitName } from '../../../renderer/components/format/text.ts';
import { english } from '../../../shared/language/say.ts';

const at = (day: number, hour = 14, minute = 21) => new Date(2026, 10, day, hour, minute).getTime();

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [812, '812 bytes'],
    [412 * 1024, '412 KB'],
    [38.4 * 1024 * 1024, '38.4 MB'],
    [184 * 1024 * 1024, '184 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en-GB')).toBe(text);
  });

  it('share a unit where both have it', () => {
    expect(formatPart(34 * 1024 ** 2, 180 * 1024 ** 2, english())).toBe('34 of 180 MB');
    expect(formatPart(300 * 1024, 1.5 * 1024 ** 2, english())).toBe('300 KB of 1.5 MB');
  });
});

describe('dates', () => {
  it('of a list share their formats', () => {
    const Format = Intl.DateTimeFormat;
    const formats = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function (...args) {
      return new Format(...args);
    });
    const dates = datesOn(at(23), 'en-GB');
    for (let day = 1; day < 24; day += 1) {
      expect(dates.short(at(day))).toBe(formatShort(at(day), at(23), 'en-GB'));
    }
    formats.mockClear();
    for (let day = 1; day < 24; day += 1) dates.short(at(day));
    expect(formats).not.toHaveBeenCalled();
    formats.mockRestore();
  });

  it('are spoken with their day', () => {
    const { spoken } = datesOn(at(23), 'en-GB');
    expect(spoken(at(23))).toBe('Today 14:21');
    expect(spoken(at(22, 22, 5))).toBe('Yesterday 22:05');
    expect(spoken(at(2))).toBe('2 November 2026 at 14:21');
  });

  it('are short in the list', () => {
    expect(formatShort(at(23, 9, 5), at(23), 'en-GB')).toBe('09:05');
    expect(formatShort(at(22, 22, 5), at(23), 'en-GB')).toBe('22:05');
    expect(formatShort(at(20), at(23), 'en-GB')).toBe('Fri 20');
    expect(formatShort(at(2), at(23), 'en-GB')).toBe('02/11/2026');
    expect(formatShort(at(30), at(23), 'en-GB')).toBe('30/11/2026');
  });

  it('follow the language', () => {
    expect(formatTime(at(23, 9, 5), 'de')).toBe('09:05');
    expect(formatTime(at(23, 9, 5), 'en-US')).toMatch(/^9:05\sAM$/);
    expect(formatFull(at(23), 'en-GB')).toMatch(/^Monday,? 23 November 2026, 14:21$/);
  });

  it('tell how long ago', () => {
    expect(formatAgo(at(23, 14, 14), at(23), english(), 'en')).toBe('7 minutes ago');
    expect(formatAgo(at(23), at(23), english(), 'en')).toBe('just now');
    expect(formatAgo(at(22), at(23), english(), 'en')).toBe('yesterday');
    expect(formatAgo(Date.UTC(2004, 5, 1), at(23), english(), 'en')).toBe('22 years ago');
    expect(formatUntil(at(23) + 19_200, at(23), english())).toBe('20 s');
    expect(formatUntil(at(22), at(23), english())).toBe('0 s');
  });
});

describe('senders', () => {
  it.each([
    ['"Ingrid Halvorsen" <i@example.com>', 'Ingrid Halvorsen', 'i@example.com'],
    ['Ingrid <i@example.com>', 'Ingrid', 'i@example.com'],
    ['i@example.com', '', 'i@example.com'],
    ['"A \\"B\\" C" <x@y.example>', 'A "B" C', 'x@y.example'],
    ['IT Service Desk', 'IT Service Desk', ''],
    ['<>', '', ''],
    ['', '', ''],
  ])('%s', (from, name, address) => {
    expect(parseSender(from)).toEqual({ name, address });
  });

  it('are short names and monograms', () => {
    expect(shortName({ name: '', address: 'a@b.example' })).toBe('a@b.example');
    expect(shortName(undefined)).toBe('');
    expect(monogram('Ingrid Halvorsen')).toBe('IH');
    expect(monogram('佐藤 由美')).toBe('佐由');
    expect(monogram('dagny@example.com')).toBe('D');
    expect(monogram('!!')).toBe('');
  });
});

describe('text from outside', () => {
  it.each(['constructor', '__proto__', 'toString'])('shows %s as what it is', (text) => {
    expect(piecesOf(text)).toEqual([{ kind: 'text', text }]);
  });

  it('shows direction controls as marks', () => {
    expect(piecesOf('a\u202etxe.exe')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'direction', character: '\u202e' },
      { kind: 'text', text: 'txe.exe' },
    ]);
    expect(directionName('\u202e', english())).toBe('right-to-left override');
    expect(plainOf('a\u202eb\u2069c')).toBe('abc');
  });

  it('shows other control characters as pictures', () => {
    expect(plainOf('a\u0007b\nc\u007f')).toBe('a\u2407b c\u2421');
  });

  it('keeps everything else as it is', () => {
    for (const text of ['1.10', 'true', '0x1F', '&#x41f;', '  padded  ', '<b>&amp;</b>', '👩‍👩‍👧', '']) {
      expect(plainOf(text)).toBe(text);
    }
  });

  it('is cut in the middle without losing a character', () => {
    for (const name of ['a.pdf', 'A-301–A-340 set C sections.zip', '', 'x', '👩‍👩‍👧👩‍👩‍👧.png']) {
      const { start, end } = splitName(name);
      expect(start + end).toBe(name);
    }
  });
});
