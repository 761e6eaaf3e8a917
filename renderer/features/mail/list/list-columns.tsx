import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Sort } from '../../../../shared/mail/arrangement.ts';
import { Icon } from '../../../components/icon.tsx';
import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { View } from '../use-view.ts';
import { sortWords } from './sort-menu.tsx';

/** The names of the columns over rows of one line; one press sorts by it, the next turns the order round. */
export function ListColumns({ view }: { readonly view: Pick<View, 'sort' | 'sortBy'> }) {
  const say = useSay();
  const { sort, descending } = view.sort;
  const column = (by: Sort, label: string) => (
    <Button
      label={label}
      name={
        by === sort
          ? `${label}: ${sortWords(sort, descending, say)}`
          : say('Sort by {column}', { column: label })
      }
      onPress={() => view.sortBy(by)}
    >
      {by === sort && <Icon of={descending ? ArrowDown : ArrowUp} size={12} />}
    </Button>
  );
  return (
    <div className="list-columns" role="group" aria-label={say('Columns')}>
      {column('from', say('From'))}
      {column('subject', say('Subject'))}
      {column('size', say('Size'))}
      {column('date', say('Received'))}
    </div>
  );
}
