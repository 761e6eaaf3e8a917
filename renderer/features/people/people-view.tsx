import { UserPlus } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { usePaneLayout } from '../../hooks/use-layout.ts';
import { Books } from './books.tsx';
import { ContactCard } from './contact-card.tsx';
import { ContactForm, type Editing } from './contact-form.tsx';
import { Files } from './files.tsx';
import { ListedPeople } from './listed-people.tsx';
import { PeopleList } from './people-list.tsx';
import { usePeople } from './use-people.ts';

/** The address book: its books, the people in them, and one of them. */
export function PeopleView({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const say = useSay();
  const people = usePeople(accounts);
  const layout = usePaneLayout();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const contact = people.all.find(({ id }) => id === chosen) ?? null;
  const isSingle = layout === 'single' || layout === 'stacked';
  const view = useRef<HTMLElement>(null);
  useLayoutEffect(() => view.current?.querySelector<HTMLElement>('input[type="search"]')?.focus(), []);
  useLook();
  return (
    <section className="people" aria-label={say('Address book')} ref={view} data-layout={layout}>
      <Books people={people} wide={layout === 'three'} />
      {!(isSingle && isReading && contact) && (
        <div className="people-list">
          <header className="people-head">
            <h1 className="pane">{say('Address Book')}</h1>
            <span className="meta">
              {say('{count, plural, one {# person} other {# people}}', {
                count: people.layout.people.length,
              })}
            </span>
            <Button
              kind="icon"
              icon={UserPlus}
              label={say('New contact')}
              onPress={() => setEditing({ row: null, book: people.book })}
            />
            <Files people={people} />
          </header>
          <Search people={people} />
          <PeopleList people={people} chosen={chosen} onChoose={setChosen} onOpen={() => setReading(true)} />
          <ListedPeople
            accounts={accounts}
            text={people.text}
            onAdd={(contact) => setEditing({ row: null, contact, book: people.book })}
          />
        </div>
      )}
      {(!isSingle || (isReading && contact)) && (
        <section className="people-card" aria-label={say('Contact')}>
          {isSingle && <Button label={say('Back to the list')} onPress={() => setReading(false)} />}
          {contact ? (
            <ContactCard
              key={contact.id}
              contact={contact}
              books={people.books}
              all={people.all}
              onEdit={() => setEditing({ row: contact })}
            />
          ) : (
            <p className="empty">{say('Nobody selected.')}</p>
          )}
        </section>
      )}
      {editing && (
        <ContactForm
          editing={editing}
          books={people.books}
          onClose={() => setEditing(null)}
          onSaved={setChosen}
        />
      )}
    </section>
  );
}

/** Contacts change seldom, so accounts are asked about them where somebody looks. */
function useLook(): void {
  const { engine } = useServices();
  const tellFailure = useTellFailure();
  useEffect(() => {
    engine.call('contacts.look', null).catch(tellFailure);
  }, [engine, tellFailure]);
}

function Search({ people }: { readonly people: ReturnType<typeof usePeople> }) {
  const say = useSay();
  return (
    <div className="people-search" role="search" aria-label={say('People')}>
      <input
        className="input"
        type="search"
        aria-label={say('Search people')}
        placeholder={say('Search by name, address or company')}
        spellCheck={false}
        value={people.text}
        onChange={(event) => people.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.querySelector<HTMLElement>('.people-scroll')?.focus();
        }}
      />
    </div>
  );
}
