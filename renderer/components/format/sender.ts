import type { Address } from '../../../shared/mail/types.ts';
import { graphemes } from './text.ts';

/** Reads what the server prints as a sender: `"Name" <address>`, a bare address or a bare name. */
export function parseSender(from: string): Address {
  const text = from.trim();
  const angled = /^(.*?)<([^<>]*)>\s*$/s.exec(text);
  if (angled) return { name: unquote(angled[1] ?? ''), address: (angled[2] ?? '').trim() };
  return /^[^\s@]+@[^\s@]+$/.test(text) ? { name: '', address: text } : { name: unquote(text), address: '' };
}

/** What stands for a person where there is room for one word or two: the name, else the address. */
export function shortName(address: Address | undefined): string {
  return address?.name || address?.address || '';
}

/** One or two letters for the square before a sender; empty when there is nothing to take them from. */
export function monogram(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const first = graphemes(words[0] ?? '')[0] ?? '';
  const last = words.length > 1 ? (graphemes(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const quoted = /^"(.*)"$/s.exec(trimmed);
  return quoted ? (quoted[1] ?? '').replace(/\\(.)/gs, '$1') : trimmed;
}
