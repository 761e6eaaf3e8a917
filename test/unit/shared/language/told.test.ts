import * as v from 'valibot';
import { expect, it } from 'vitest';
import { fail, toFailure } from '../../../../shared/errors.ts';
import { toldSchema } from '../../../../shared/language/said-schema.ts';
import { createSay } from '../../../../shared/language/say.ts';
import { sayTold, told } from '../../../../shared/language/told.ts';

const german = createSay({
  locale: 'de',
  texts: {
    'The {what} is not there (404).': '{what} ist nicht da (404).',
    '{count, plural, one {# folder} other {# folders}}': '{count, plural, one {# Ordner} other {# Ordner}}',
    'Stopped, as you asked.': 'Angehalten.',
  },
});

it('a sentence is in English for the record, and in another language for its reader', () => {
  const { failure } = fail('not-found', told('The {what} is not there (404).', { what: 'X' }), {
    status: 404,
  });
  expect(failure).toMatchObject({ kind: 'not-found', status: 404, sentence: 'The X is not there (404).' });
  expect(sayTold(failure, german)).toBe('X ist nicht da (404).');
});

it('what stands in a sentence may be a text itself', () => {
  const inner = told('{count, plural, one {# folder} other {# folders}}', { count: 1200 });
  const whole = told('The {what} is not there (404).', { what: inner.said });
  expect(whole.sentence).toBe('The 1,200 folders is not there (404).');
  expect(sayTold(structuredClone(whole), german)).toBe('1.200 Ordner ist nicht da (404).');
});

it('what somebody else said, and what the catalogue lacks, is said as it is', () => {
  expect(sayTold(fail('bug', 'As the server put it').failure, german)).toBe('As the server put it');
  expect(sayTold(told('Nobody translated {what}.', { what: 'this' }), german)).toBe(
    'Nobody translated this.',
  );
  expect(sayTold(toFailure(new DOMException('', 'AbortError')), german)).toBe('Angehalten.');
});

it('what was kept is said in the reader’s language, and what an earlier version kept is English', () => {
  const kept: unknown = JSON.parse(JSON.stringify(told('The {what} is not there (404).', { what: 'X' })));
  expect(sayTold(v.parse(toldSchema, kept), german)).toBe('X ist nicht da (404).');
  expect(sayTold(v.parse(toldSchema, 'It began anew.'), german)).toBe('It began anew.');
  expect(v.safeParse(toldSchema, { said: { text: 'No sentence' } }).success).toBe(false);
});
