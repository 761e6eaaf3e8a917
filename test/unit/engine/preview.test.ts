import { expect, it } from 'vitest';
import { previewOf } from '../../../renderer/engine/preview.ts';

it('is one line of the sender\u2019s own words', () => {
  expect(previewOf({ text: '> quoted\r\nHi  Dagny,\r\n\r\nset C is attached.', html: null })).toBe(
    'Hi Dagny, set C is attached.',
  );
});

it('is read from HTML where there is no text, without styles and tags', () => {
  const html =
    '<html><head><title>t</title><style>p{color:red}</style></head><p>Price &lt; 5&nbsp;&amp; more</p>';
  expect(previewOf({ text: null, html })).toBe('Price < 5 & more');
});

it('ends between characters, also those of two code units', () => {
  const line = previewOf({ text: '🚢'.repeat(500), html: null });
  expect(Array.from(line)).toHaveLength(160);
  expect(line.endsWith('🚢')).toBe(true);
});

it('is empty without text, and quick on marks that never end', () => {
  expect(previewOf({ text: null, html: null })).toBe('');
  expect(previewOf({ text: null, html: '<'.repeat(1_000_000) })).toBe('<'.repeat(160));
  expect(previewOf({ text: null, html: '<style>'.repeat(200_000) })).toBe('');
});
