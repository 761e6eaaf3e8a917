import { parseAddresses } from '../../shared/mail/addresses.ts';
import type { Acquaintance } from '../../shared/mail/cues/cue.ts';
import type { RetinueDatabase } from './database.ts';

/** Messages that are looked through: enough to know whom one knows, and read in a moment. */
const LOOKED_THROUGH = 5000;

/** People that mail came from or went to, with the number of messages that name them; the longest name that they go by. */
export async function seenPeople({ messages }: RetinueDatabase): Promise<readonly Acquaintance[]> {
  const people = new Map<string, Acquaintance>();
  await messages.limit(LOOKED_THROUGH).each(({ from, to }) => {
    for (const { name, address } of [...parseAddresses(from), ...parseAddresses(to)]) {
      if (address === '') continue;
      const key = address.toLowerCase();
      const before = people.get(key);
      const longer = name.length > (before?.name.length ?? 0) ? name : (before?.name ?? '');
      people.set(key, { name: longer, address, seen: (before?.seen ?? 0) + 1 });
    }
  });
  return [...people.values()];
}
