import { type ReactNode, useId } from 'react';
import type { Address } from '../../../../shared/mail/types.ts';
import { PersonCard } from './person-card.tsx';
import { useHoverCard } from './use-hover-card.ts';

/** A name in a header. Pointing at it, or going to it by key, shows who that is; without an address it is only a name. */
export function PersonName({ person, children }: { readonly person: Address; readonly children: ReactNode }) {
  const { isOpen, box, button, opener, close } = useHoverCard();
  const card = useId();
  if (person.address === '') return children;
  return (
    <span className="person" {...box}>
      <button
        type="button"
        className="person-name"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? card : undefined}
        {...button}
      >
        {children}
      </button>
      {isOpen && <PersonCard id={card} person={person} opener={opener} onClose={close} />}
    </span>
  );
}
