import { Copy, Mail, Search, UserPlus } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Address } from '../../../../shared/mail/types.ts';
import { Button } from '../../../components/button.tsx';
import { monogram, shortName } from '../../../components/format/sender.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useCommands, useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { ContactRow } from '../../../store/tables.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { useMailto } from '../use-compose.ts';
import { useMailCount } from './use-mail-count.ts';

export interface PersonCardProps {
  readonly id: string;
  readonly person: Address;
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Who somebody is, and what can be done about them; asks no server. It stands inside of a line of text. */
export function PersonCard({ id, person, opener, onClose }: PersonCardProps) {
  const say = useSay();
  const { reader } = useServices();
  const contacts = useLive(`person ${person.address}`, () => reader.contactsAt(person.address));
  const contact = contacts?.[0];
  const card = useRef<HTMLSpanElement>(null);
  usePlace(card, opener);
  return (
    <span ref={card} id={id} className="person-card" role="dialog" aria-label={shortName(person)}>
      <span className="monogram" aria-hidden>
        {monogram(shortName(person))}
      </span>
      <span className="person-facts selectable">
        {person.name !== '' && (
          <span>
            <b>
              <Isolated text={person.name} />
            </b>
          </span>
        )}
        <span dir="ltr">{person.address}</span>
        <Known contact={contact} />
        <MailCount address={person.address} />
      </span>
      <span className="person-acts" role="group" aria-label={say('What can be done')}>
        <Acts person={person} isNew={contacts?.length === 0} onClose={onClose} />
      </span>
    </span>
  );
}

/** Where somebody works, and their first number. */
function Known({ contact }: { readonly contact: ContactRow | undefined }) {
  const work = [contact?.job ?? '', contact?.company ?? ''].filter((each) => each !== '');
  const [phone] = contact?.phones ?? [];
  return (
    <>
      {work.map((each) => (
        <span key={each}>
          <Isolated text={each} />
        </span>
      ))}
      {phone && <span dir="ltr">{phone.number}</span>}
    </>
  );
}

function MailCount({ address }: { readonly address: string }) {
  const say = useSay();
  const count = useMailCount(address);
  if (count === null) return null;
  return (
    <span className="person-count">
      {say(
        '{from, plural, =0 {No mail from them} one {# message from them} other {# messages from them}} on this computer, {to, plural, =0 {none} other {#}} to them',
        { ...count },
      )}
    </span>
  );
}

function Acts({
  person: { name, address },
  isNew,
  onClose,
}: Pick<PersonCardProps, 'person' | 'onClose'> & { readonly isNew: boolean }) {
  const say = useSay();
  const commands = useCommands();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const write = useMailto(null);
  const copy = () =>
    navigator.clipboard
      .writeText(address)
      .then(() => notify(say('The address is on the clipboard.')), tellFailure);
  const acts = [
    { label: say('New message'), icon: Mail, act: () => write(`mailto:${encodeURIComponent(address)}`) },
    { label: say('All mail from'), icon: Search, act: () => commands.send(`search-for from:${address}`) },
    ...(isNew
      ? [
          {
            label: say('Add to address book'),
            icon: UserPlus,
            act: () => commands.send(`add-contact ${JSON.stringify([name, address])}`),
          },
        ]
      : []),
    { label: say('Copy address'), icon: Copy, act: () => void copy() },
  ];
  return acts.map(({ label, icon, act }) => (
    <Button
      key={label}
      icon={icon}
      label={label}
      onPress={() => {
        onClose();
        act();
      }}
    />
  ));
}

/** Under the name, over it where there is no room, and always within the window. It lies over what would cut it. */
function usePlace(card: RefObject<HTMLElement | null>, opener: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const [shown, from] = [card.current, opener.current?.getBoundingClientRect()];
    if (!shown || !from) return;
    const { width, height } = shown.getBoundingClientRect();
    const isRtl = getComputedStyle(shown).direction === 'rtl';
    const start = isRtl ? from.right - width : from.left;
    const left = Math.max(8, Math.min(start, innerWidth - width - 8));
    const below = from.bottom + 4;
    const top = below + height > innerHeight - 8 ? Math.max(8, from.top - height - 4) : below;
    shown.style.left = `${left}px`;
    shown.style.top = `${top}px`;
  }, [card, opener]);
}
