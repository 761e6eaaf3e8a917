import { describe, expect, it } from 'vitest';
import { createSay, english } from '../../../../shared/language/say.ts';

const hebrew = createSay({
  locale: 'he',
  texts: {
    'Moved {count, plural, one {# message} other {# messages}} to {folder}':
      '{count, plural, one {הודעה אחת הועברה} two {שתי הודעות הועברו} other {# הודעות הועברו}} אל {folder}',
  },
});

describe('say', () => {
  it('says English as the code has it', () => {
    expect(english()('Moved {count, plural, one {# message} other {# messages}}', { count: 1 })).toBe(
      'Moved 1 message',
    );
    expect(english()('Reply to <none> isn’t {way}', { way: 'x' })).toBe('Reply to <none> isn’t x');
  });

  it('says what the catalogue has, in the plurals of the language', () => {
    const said = (count: number) =>
      hebrew('Moved {count, plural, one {# message} other {# messages}} to {folder}', { count, folder: 'A' });
    expect([1, 2, 5].map(said)).toEqual([
      'הודעה אחת הועברה אל A',
      'שתי הודעות הועברו אל A',
      '5 הודעות הועברו אל A',
    ]);
  });

  it('says in English what the catalogue lacks, by the plurals of English', () => {
    expect(hebrew('{count, plural, one {# file} other {# files}}', { count: 2 })).toBe('2 files');
  });

  it('leaves values that are no text as they are, in their place', () => {
    const link = { href: 'x' };
    expect(english().parts('Read {link} now', { link })).toEqual(['Read ', link, ' now']);
  });

  it('knows how lines run', () => {
    expect(hebrew.direction).toBe('rtl');
    expect(english('en-GB').direction).toBe('ltr');
  });
});
