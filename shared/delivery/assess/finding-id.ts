import type { Mechanism } from '../findings.ts';

/** The same for the same fault of the same thing: the mechanism and 53 bits of what it befell (cyrb53). */
export function findingId(mechanism: Mechanism, subject: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let at = 0; at < subject.length; at += 1) {
    const unit = subject.charCodeAt(at);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const bits = 4294967296 * (2097151 & high) + (low >>> 0);
  return `${mechanism}-${bits.toString(16).padStart(14, '0')}`;
}
