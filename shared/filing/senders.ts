import { isAddress } from '../mail/addresses.ts';
import type { Address } from '../mail/types.ts';
import type { JunkFilter } from './filing.ts';

/** What a person typed as a sender, as it is kept: an address, or a domain with its @. null: neither. */
export function senderEntry(text: string): string | null {
  const entry = text.trim().toLowerCase();
  if (isAddress(entry) || /^@[^\s@]+$/.test(entry)) return entry;
  return /^[^\s@]+\.[^\s@.]+$/.test(entry) ? `@${entry}` : null;
}

/** Which entry means a sender: the address itself before its domain, the longest domain before a shorter one. */
export function entryFor(entries: readonly string[], { address }: Address): string | null {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf('@') + 1);
  if (domain === '') return null;
  const isOf = (entry: string) =>
    entry === wanted ||
    (entry.startsWith('@') && (`@${domain}` === entry || domain.endsWith(`.${entry.slice(1)}`)));
  const found = entries.filter(isOf).sort((a, b) => weight(b) - weight(a));
  return found[0] ?? null;
}

/** What is said about a sender: the closer entry counts, and of two alike the kind one. */
export function standingOf(
  { safe, blocked }: JunkFilter,
  from: readonly Address[],
): { readonly is: 'safe' | 'blocked'; readonly entry: string } | null {
  for (const sender of from) {
    const good = entryFor(safe, sender);
    const bad = entryFor(blocked, sender);
    if (bad !== null && (good === null || weight(bad) > weight(good))) return { is: 'blocked', entry: bad };
    if (good !== null) return { is: 'safe', entry: good };
  }
  return null;
}

/** The senders are put into one list and taken out of the other. */
export function withSenders(
  junk: JunkFilter,
  which: 'safe' | 'blocked',
  senders: readonly string[],
): JunkFilter {
  const other = which === 'safe' ? 'blocked' : 'safe';
  return {
    ...junk,
    [which]: [...new Set([...junk[which], ...senders])],
    [other]: junk[other].filter((entry) => !senders.includes(entry)),
  };
}

/** An address is closer than any domain. */
function weight(entry: string): number {
  return entry.startsWith('@') ? entry.length : Number.MAX_SAFE_INTEGER;
}
