import { BookUser, Monitor, Server } from 'lucide-react';
import { ModuleSwitcher } from '../../components/module-switcher.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { LOCAL } from '../../store/reader.ts';
import type { People } from './use-people.ts';

/** All address books, or one of them; a rail in a narrow window. */
export function Books({ people, wide }: { readonly people: People; readonly wide: boolean }) {
  const say = useSay();
  const all = { id: null, name: say('Everybody'), count: people.all.length, icon: BookUser };
  const books = people.books.map((book) => ({ ...book, icon: book.id === LOCAL ? Monitor : Server }));
  return (
    <nav className={wide ? 'people-books' : 'rail'} aria-label={say('Address books')}>
      {[all, ...books].map(({ id, name, count, icon }) =>
        wide ? (
          <button
            key={id}
            type="button"
            className="people-book"
            aria-current={people.book === id}
            onClick={() => people.setBook(id)}
          >
            <Icon of={icon} />
            <span className="cut">{name}</span>
            <span className="meta">{count}</span>
          </button>
        ) : (
          <Button
            key={id}
            kind="icon"
            icon={icon}
            label={name}
            current={people.book === id}
            onPress={() => people.setBook(id)}
          />
        ),
      )}
      <ModuleSwitcher current="people" narrow={!wide} />
    </nav>
  );
}
