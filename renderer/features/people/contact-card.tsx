import { Mail, Pencil, Search, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { contactName } from '../../../shared/people/contact.ts';
import { Button } from '../../components/button.tsx';
import { monogram } from '../../components/format/sender.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useCommands } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { LOCAL } from '../../store/reader.ts';
import type { ContactRow } from '../../store/tables.ts';
import { birthdayWords, emailWords, phoneWords, placeText, placeWords } from './contact-words.ts';
import type { Book } from './books-of.ts';
import { useRemoveContact } from './use-remove-contact.ts';

export interface ContactCardProps {
  readonly contact: ContactRow;
  readonly books: readonly Book[];
  readonly all: readonly ContactRow[];
  readonly onEdit: () => void;
}

/** Everything that is known of somebody. */
export function ContactCard(props: ContactCardProps) {
  const { contact, books } = props;
  const say = useSay();
  const name = contactName(contact);
  const work = [contact.job, contact.department, contact.company].filter(
    (each) => each !== '' && each !== name,
  );
  const book = books.find(({ id }) => id === contact.accountId)?.name ?? '';
  return (
    <article className="contact" aria-label={name}>
      <header>
        <span className="monogram" aria-hidden>
          {monogram(name)}
        </span>
        <div className="selectable">
          <h2 className="title">
            <Isolated text={name} />
          </h2>
          {work.map((each, nth) => (
            <p key={`${nth} ${each}`} className="people-second">
              <Isolated text={each} />
            </p>
          ))}
        </div>
      </header>
      <Acts {...props} />
      <dl className="selectable">
        {contact.nickname !== '' && <Fact label={say('Nickname')}>{contact.nickname}</Fact>}
        {contact.emails.map(({ kind, address }, nth) => (
          <Fact key={`${nth} ${address}`} label={emailWords(kind, say)}>
            <Written address={address} />
          </Fact>
        ))}
        {contact.phones.map(({ kind, number }, nth) => (
          <Fact key={`${nth} ${number}`} label={phoneWords(kind, say)}>
            <span dir="ltr">{number}</span>
          </Fact>
        ))}
        {contact.places.map((place, nth) => (
          <Fact key={nth} label={placeWords(place.kind, say)}>
            <span className="contact-lines">{placeText(place)}</span>
          </Fact>
        ))}
        {contact.web !== '' && (
          <Fact label={say('Web page')}>
            <span dir="ltr">{contact.web}</span>
          </Fact>
        )}
        {contact.birthday !== '' && <Fact label={say('Birthday')}>{birthdayWords(contact.birthday)}</Fact>}
        {contact.kind === 'group' && (
          <Fact label={say('In this group')}>
            <Members {...props} />
          </Fact>
        )}
        {contact.notes !== '' && (
          <Fact label={say('Notes')}>
            <span className="contact-lines">{contact.notes}</span>
          </Fact>
        )}
      </dl>
      <p className="contact-where">
        <Where contact={contact} book={book} />
      </p>
    </article>
  );
}

function Where({ contact, book }: Pick<ContactCardProps, 'contact'> & { readonly book: string }) {
  const say = useSay();
  if (contact.accountId === LOCAL) return say('Kept on this computer, as a vCard file.');
  const folder = contact.kept?.folder ?? null;
  return folder === null
    ? say('Kept on the server of {book}.', { book })
    : say('Kept on the server of {book}, in the folder {folder}.', { book, folder });
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Written({ address }: { readonly address: string }) {
  const say = useSay();
  const commands = useCommands();
  return (
    <span className="contact-email">
      <span dir="ltr">{address}</span>
      <Button
        kind="link"
        label={say('Write')}
        name={say('Write to {address}', { address })}
        onPress={() => commands.send(`write-to mailto:${encodeURIComponent(address)}`)}
      />
    </span>
  );
}

function Members({ contact, all }: Pick<ContactCardProps, 'contact' | 'all'>) {
  const say = useSay();
  if (contact.members.length === 0 && contact.accountId !== LOCAL)
    return say('The server does not say who is in this group.');
  return (
    <ul className="contact-members">
      {contact.members.map((member, nth) => {
        const known = all.find(
          ({ uid, emails }) => uid === member || emails.some(({ address }) => address === member),
        );
        return (
          <li key={`${nth} ${member}`}>
            <Isolated text={known ? contactName(known) : member} />
          </li>
        );
      })}
    </ul>
  );
}

function Acts({ contact, onEdit }: ContactCardProps) {
  const say = useSay();
  const commands = useCommands();
  const { busy, remove } = useRemoveContact();
  // What an earlier version listed says nothing of its place on the server until it is listed again.
  const isHere = contact.accountId === LOCAL || contact.kept !== undefined;
  const isWritable = isHere && (contact.accountId === LOCAL || contact.kind === 'person');
  const [email] = contact.emails;
  const name = contactName(contact);
  const searchFor = () => {
    commands.send('mail');
    commands.send(`search-for from:${email?.address ?? ''}`);
  };
  return (
    <div className="contact-acts" role="toolbar" aria-label={say('Contact')}>
      {email && (
        <>
          <Button
            kind="primary"
            icon={Mail}
            label={say('New message')}
            name={say('New message to {name}', { name })}
            onPress={() => commands.send(`write-to mailto:${encodeURIComponent(email.address)}`)}
          />
          <Button
            kind="outline"
            icon={Search}
            label={say('All mail from')}
            name={say('All mail from {name}', { name })}
            onPress={searchFor}
          />
        </>
      )}
      {isWritable && <Button kind="outline" icon={Pencil} label={say('Edit…')} onPress={onEdit} />}
      {isHere && (
        <Button
          kind="outline"
          icon={Trash2}
          label={say('Delete')}
          disabled={busy}
          onPress={() => void remove(contact)}
        />
      )}
    </div>
  );
}
