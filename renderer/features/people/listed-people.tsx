import { Search, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Mailbox } from '../../../shared/mail/compose/draft.ts';
import { type Contact, NO_CONTACT } from '../../../shared/people/contact.ts';
import { Button } from '../../components/button.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useCommands, useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** A server looks for no fewer letters than these. */
const LETTERS = 3;

interface Answer {
  readonly of: string;
  readonly people: readonly Mailbox[];
  readonly fault: string | null;
}

/** People in the address lists of the servers; they are asked when the person says so, never by typing. */
export function ListedPeople({
  accounts,
  text,
  onAdd,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly text: string;
  readonly onAdd: (contact: Contact) => void;
}) {
  const say = useSay();
  const { engine } = useServices();
  const [asking, setAsking] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = text.trim();
  const asked = accounts.filter(({ dialect }) => dialect === 'exchange');
  if (asked.length === 0 || wanted.length < LETTERS) return null;
  const look = async () => {
    setAsking(wanted);
    const answers = await Promise.allSettled(
      asked.map(({ id }) => engine.call('people.find', { accountId: id, text: wanted.slice(0, 100) })),
    );
    const people = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const failed = answers.find((each) => each.status === 'rejected');
    setAsking(null);
    setAnswer({
      of: wanted,
      people: unique(people),
      fault: failed ? sayTold(toFailure(failed.reason), say) : null,
    });
  };
  const shown = answer?.of === wanted ? answer : null;
  return (
    <section className="people-listed" aria-label={say('The server’s address list')}>
      {shown === null ? (
        <Button
          kind="link"
          icon={Search}
          label={
            asking === wanted
              ? say('Looking…')
              : say('Look up “{text}” in the server’s address list', { text: wanted })
          }
          disabled={asking === wanted}
          onPress={() => void look()}
        />
      ) : (
        <>
          <p role="status" className="meta">
            {shown.fault ??
              say(
                '{count, plural, =0 {Nobody of that name in the server’s address list.} one {# person in the server’s address list} other {# people in the server’s address list}}',
                { count: shown.people.length },
              )}
          </p>
          <ul>
            {shown.people.map((person) => (
              <Listed key={person.address} person={person} onAdd={onAdd} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Listed({ person, onAdd }: { readonly person: Mailbox; readonly onAdd: (contact: Contact) => void }) {
  const say = useSay();
  const commands = useCommands();
  const { name, address } = person;
  const contact = { ...NO_CONTACT, name, emails: [{ kind: 'work' as const, address }] };
  return (
    <li>
      <span className="cut">
        <Isolated text={name || address} />
        <span className="people-second" dir="ltr">
          {address}
        </span>
      </span>
      <Button
        kind="link"
        label={say('Write')}
        name={say('Write to {address}', { address })}
        onPress={() => commands.send(`write-to mailto:${encodeURIComponent(address)}`)}
      />
      <Button
        kind="icon"
        icon={UserPlus}
        label={say('Add {name} to the address book', { name: name || address })}
        onPress={() => onAdd(contact)}
      />
    </li>
  );
}

function unique(people: readonly Mailbox[]): readonly Mailbox[] {
  const known = people.filter(({ address }) => address !== '');
  return [...new Map(known.map((each) => [each.address.toLowerCase(), each])).values()];
}
