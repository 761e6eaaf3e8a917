import { useEffect, useState } from 'react';
import { type Proposed, typedAs } from '../../../shared/people/rank-people.ts';
import type { DraftCalls } from './draft-calls.ts';

/** The address list is asked when nobody has typed for so long, ms, and from so many letters on. */
const PAUSE_MS = 300;
const LETTERS = 3;
const SHOWN = 8;

/** Finds people for what is typed. */
export interface People {
  /** From mail and address books on this computer, the likeliest first. */
  readonly known: readonly Proposed[];
  /** In the address list of the account. */
  readonly find: (text: string) => Promise<readonly Proposed[]>;
}

/** The address list of an account, by way of the network process. */
export function addressList(calls: DraftCalls, accountId: string): People['find'] {
  return async (text) => {
    const found = await calls('people.find', { accountId, text });
    return found.filter(({ address }) => address !== '').map((mailbox) => ({ ...mailbox, members: [] }));
  };
}

/** People that fit what is typed: at once those of this computer, then those of the address list. */
export function useSuggestions(text: string, { known, find }: People): readonly Proposed[] {
  const typed = text.trim().toLowerCase();
  const [listed, setListed] = useState<{ readonly of: string; readonly people: readonly Proposed[] }>({
    of: '',
    people: [],
  });
  useEffect(() => {
    if (typed.length < LETTERS) return;
    let live = true;
    const timer = setTimeout(() => {
      find(typed.slice(0, 100)).then(
        (people) => live && setListed({ of: typed, people }),
        // Offline, or no such list: what is known here still helps, and the error log has the request.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [typed, find]);
  if (typed.length < 2) return [];
  const here = known.filter((each) => `${each.name} ${typedAs(each)}`.toLowerCase().includes(typed));
  const there = listed.of === typed ? listed.people : [];
  const all = [...here.slice(0, SHOWN), ...there];
  const keyOf = (each: Proposed) => (each.address || typedAs(each)).toLowerCase();
  // Somebody who is known here has the name that is known here.
  return all
    .filter((each, index) => all.findIndex((other) => keyOf(other) === keyOf(each)) === index)
    .slice(0, 2 * SHOWN);
}
