import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Length } from '../../../shared/mail/compose/envelope-address.ts';
import {
  cleanFolderName,
  folderNameFault,
  folderSegment,
  isSameFolderName,
} from '../../../shared/mail/folder-name.ts';

describe('the name of a folder', () => {
  it.each([
    ['', /needs a name/],
    ['.', /dot/],
    ['..', /dot/],
    ['Etc.', /dot/],
    ['a\u202eb', /cannot be seen/],
    ['a\u200bb', /cannot be seen/],
    ['a\tb', /cannot be seen/],
    ['a\ud800', /cannot be seen/],
    ['x'.repeat(256), /256 bytes/],
    ['ø'.repeat(128), /too long/],
  ])('%j is refused on every server, and a sentence says why', (name, why) => {
    for (const dialect of ['exchange', 'plain'] as const)
      expect(folderNameFault(cleanFolderName(name), dialect)?.sentence).toMatch(why);
  });

  it('may be anything else, but what a file system or Exchange takes for its own', () => {
    for (const name of ['x'.repeat(255), '% # & ; +', '.hidden', '日本語', 'عربي', 'a.eml', 'אבג 1'])
      for (const dialect of ['exchange', 'plain'] as const) expect(folderNameFault(name, dialect)).toBeNull();
    for (const name of ['a/b', 'a\\b']) {
      expect(folderNameFault(name, 'exchange')).toBeNull();
      expect(folderNameFault(name, 'plain')?.sentence).toMatch(/cannot hold \/ or/);
    }
    for (const name of ['a_xF8FF_b', 'NON_IPM_SUBTREE']) {
      expect(folderNameFault(name, 'plain')).toBeNull();
      expect(folderNameFault(name, 'exchange')?.sentence).toMatch(/something else/);
    }
    // Each is seven bytes in the address.
    expect(folderNameFault('/'.repeat(37), 'exchange')?.sentence).toMatch(/259 bytes/);
  });

  it('is stored without blanks around it, in one form of accents', () => {
    expect(cleanFolderName('  A\u030arhus ')).toBe('\u00c5rhus');
    expect(isSameFolderName('A\u030a', 'å', 'exchange')).toBe(true);
    expect(isSameFolderName('A\u030a', 'å', 'plain')).toBe(false);
  });

  it('that passes is one part of an address, and not too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (text, isExchange) => {
        const dialect = isExchange ? 'exchange' : 'plain';
        const name = cleanFolderName(text);
        if (folderNameFault(name, dialect) !== null) return;
        const segment = folderSegment(name, dialect);
        expect(segment).not.toMatch(/^\.{0,2}$|[/\\\0\r\n]|\.$/);
        expect(utf8Length(segment)).toBeLessThanOrEqual(255);
        expect(decodeURIComponent(encodeURIComponent(segment))).toBe(segment);
      }),
    );
  });
});
