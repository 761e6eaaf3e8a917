import { useId } from 'react';
import { useSay } from '../../hooks/use-say.ts';
import type { Book } from './books-of.ts';

/** In which address book a new contact is kept. */
export function BookChoice({
  books,
  chosen,
  onChoose,
}: {
  readonly books: readonly Book[];
  readonly chosen: string;
  readonly onChoose: (book: string) => void;
}) {
  const say = useSay();
  const id = useId();
  return (
    <div className="field contact-book">
      <label className="label" htmlFor={id}>
        {say('Keep it in')}
      </label>
      <select id={id} className="select" value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {books.map((book) => (
          <option key={book.id} value={book.id}>
            {book.name}
          </option>
        ))}
      </select>
    </div>
  );
}
