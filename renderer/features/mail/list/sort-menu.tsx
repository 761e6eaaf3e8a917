import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { type Sort, SORTS } from '../../../../shared/mail/arrangement.ts';
import { Menu } from '../../../components/menu.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { View } from '../use-view.ts';

/** Says how the list is sorted and lets one choose: the same again turns it round. */
export function SortMenu({ view }: { readonly view: Pick<View, 'sort' | 'sortBy'> }) {
  const say = useSay();
  const { sort, descending } = view.sort;
  return (
    <Menu
      label={say('Sorted by')}
      text={sortWords(sort, descending, say)}
      icon={descending ? ArrowDownWideNarrow : ArrowUpNarrowWide}
      end
      choices={[
        ...SORTS.map((each) => ({
          label: sortName(each, say),
          checked: each === sort,
          onChoose: () => {
            if (each !== sort) view.sortBy(each);
          },
        })),
        { label: say('Turn the order round'), onChoose: () => view.sortBy(sort) },
      ]}
    />
  );
}

function sortName(sort: Sort, say: Say): string {
  switch (sort) {
    case 'date':
      return say('Date');
    case 'from':
      return say('From');
    case 'subject':
      return say('Subject');
    case 'size':
      return say('Size');
    case 'flag':
      return say('Flag');
    case 'unread':
      return say('Read or unread');
    case 'category':
      return say('Category');
    case 'attachment':
      return say('Attachment');
    default:
      return assertNever(sort);
  }
}

/** "Date, newest first". */
export function sortWords(sort: Sort, descending: boolean, say: Say): string {
  switch (sort) {
    case 'date':
      return descending ? say('Date, newest first') : say('Date, oldest first');
    case 'from':
      return descending ? say('From, Z to A') : say('From, A to Z');
    case 'subject':
      return descending ? say('Subject, Z to A') : say('Subject, A to Z');
    case 'size':
      return descending ? say('Size, largest first') : say('Size, smallest first');
    case 'flag':
      return descending ? say('Flagged first') : say('Flagged last');
    case 'unread':
      return descending ? say('Unread first') : say('Read first');
    case 'category':
      return descending ? say('Category, Z to A') : say('Category, A to Z');
    case 'attachment':
      return descending ? say('With attachment first') : say('Without attachment first');
    default:
      return assertNever(sort);
  }
}
