import { CalendarDays, Clock, type LucideIcon, MapPin, MessageSquare, Repeat, Users } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Meeting } from '../../../../shared/calendar/meeting.ts';
import { recurrenceWords } from '../../../../shared/calendar/recurrence-words.ts';
import { whenWords } from '../../../../shared/calendar/when-words.ts';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { InvitationAnswer } from './invitation-answer.tsx';
import { InvitationPeople } from './invitation-people.tsx';
import { canAnswer, kindWords, standingWords } from './invitation-words.ts';
import { type Invitation, useInvitation } from './use-invitation.ts';

/** The meeting that a message tells of, over its text; nothing where it tells of none. */
export function InvitationCard({ message }: { readonly message: OpenedMessage }) {
  const invitation = useInvitation(message);
  return invitation && <Card message={message} invitation={invitation} />;
}

function Card({ message, invitation }: { readonly message: OpenedMessage; readonly invitation: Invitation }) {
  const say = useSay();
  const heading = useId();
  const { meeting, standing } = invitation;
  const warning = standingWords(invitation, say);
  return (
    <section className="invitation" aria-labelledby={heading} data-over={warning === null ? undefined : ''}>
      <h2 id={heading}>{kindWords(invitation, say)}</h2>
      {warning !== null && (
        <p className="invitation-warning" data-standing={standing}>
          {warning}
        </p>
      )}
      <dl className="selectable">
        <Fact icon={CalendarDays} label={say('What')}>
          <b>{meeting.title ? <Isolated text={meeting.title} /> : say('No title')}</b>
        </Fact>
        <Times meeting={meeting} />
        {meeting.where !== '' && (
          <Fact icon={MapPin} label={say('Where')}>
            <Isolated text={meeting.where} />
          </Fact>
        )}
        <Fact icon={Users} label={say('Who')}>
          <InvitationPeople meeting={meeting} />
        </Fact>
        {meeting.comment !== '' && (
          <Fact icon={MessageSquare} label={say('Comment')}>
            <Isolated text={meeting.comment} />
          </Fact>
        )}
      </dl>
      {canAnswer(invitation) && <InvitationAnswer message={message} invitation={invitation} />}
    </section>
  );
}

function Times({ meeting }: { readonly meeting: Meeting }) {
  const say = useSay();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const when = whenWords(meeting, timeZone, say);
  const isRepeated = meeting.rule !== null || meeting.repeats;
  return (
    <>
      <Fact icon={Clock} label={say('When')}>
        {when === null ? say('It does not say when.') : when.here}
        {when?.there && <span className="invitation-there">{when.there}</span>}
      </Fact>
      {isRepeated && (
        <Fact icon={Repeat} label={say('Repeats')}>
          {meeting.rule ? recurrenceWords(meeting.rule, say) : say('On several dates')}
        </Fact>
      )}
    </>
  );
}

function Fact({
  icon,
  label,
  children,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt title={label}>
        <Icon of={icon} />
        <span className="unseen">{label}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
