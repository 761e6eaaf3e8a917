import type { Member, Members } from './members.ts';
import { type MarksOf, stateOf, tagOf } from './tree.ts';

/** What differs between two listings of a folder. */
export interface Difference {
  /** New, or no more as it was. */
  readonly changed: readonly Member[];
  readonly gone: readonly string[];
}

/** What the listings held for which marks were given out: a plain server itself cannot say what changed since then. */
export interface ListingHistory {
  /** The mark of a listing, which is kept with what it holds. */
  keep(folder: string, members: Members, marksOf: MarksOf): string;
  /** null where the mark is of no listing that is kept: of an earlier run, or too long ago. */
  since(folder: string, mark: string, members: Members, marksOf: MarksOf): Difference | null;
}

/** The last one, and the one before for an engine that did not write what it was told. */
const KEPT = 2;
const MARK = 'listing-1 ';

/** A mark is made of what the listing holds, so that one of an earlier run is good where nothing has changed since. */
export function createListingHistory(): ListingHistory {
  const kept = new Map<string, readonly { readonly mark: string; readonly states: States }[]>();
  const keep = (folder: string, members: Members, marksOf: MarksOf) => {
    const mark = MARK + tagOf(members, marksOf);
    const others = (kept.get(folder) ?? []).filter((each) => each.mark !== mark);
    kept.set(folder, [{ mark, states: statesOf(members, marksOf) }, ...others].slice(0, KEPT));
    return mark;
  };
  return {
    keep,
    since(folder, mark, members, marksOf) {
      if (mark === MARK + tagOf(members, marksOf)) return { changed: [], gone: [] };
      const before = kept.get(folder)?.find((each) => each.mark === mark)?.states;
      if (!before) return null;
      const now = statesOf(members, marksOf);
      return {
        changed: members.messages.filter(({ path }) => before.get(path) !== now.get(path)),
        gone: [...before.keys()].filter((path) => !now.has(path)),
      };
    },
  };
}

type States = ReadonlyMap<string, string>;

function statesOf({ messages }: Members, marksOf: MarksOf): States {
  return new Map(messages.map((message) => [message.path, stateOf(message, marksOf)]));
}
