import { mixed } from '../../short-hash.ts';
import type { Mechanism } from '../findings.ts';

/** The same for the same fault of the same thing: the mechanism and 53 bits of what it befell (cyrb53). */
export function findingId(mechanism: Mechanism, subject: string): string {
  const [low, high] = mixed(subject);
  const bits = 4294967296 * (2097151 & high) + (low >>> 0);
  return `${mechanism}-${bits.toString(16).padStart(14, '0')}`;
}
