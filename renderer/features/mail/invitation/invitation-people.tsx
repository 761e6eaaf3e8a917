import { useState } from 'react';
import type { Meeting, Participant } from '../../../../shared/calendar/meeting.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { nameOf } from './invitation-words.ts';

/** So many attendees are shown before "12 more". */
const SHOWN = 6;

/** The organizer, and who is asked with what they answered as far as the message knows. */
export function InvitationPeople({ meeting }: { readonly meeting: Meeting }) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const { organizer, attendees } = meeting;
  const shown = all ? attendees : attendees.slice(0, SHOWN);
  const hidden = attendees.length - shown.length;
  return (
    <>
      {organizer && (
        <span className="invitation-organizer">
          {say.parts('{name} invites', {
            name: <Isolated key="name" text={nameOf(organizer, say)} />,
          })}
        </span>
      )}
      <ul aria-label={say('Attendees')}>
        {shown.map((person, index) => (
          <li key={`${person.address} ${index}`} title={person.address}>
            <Isolated text={nameOf(person, say)} />
            {partWords(person, say) !== '' && (
              <span className="invitation-part"> {partWords(person, say)}</span>
            )}
          </li>
        ))}
        {hidden > 0 && (
          <li>
            <Button
              kind="link"
              label={say('{count, plural, one {# more} other {# more}}', { count: hidden })}
              onPress={() => setAll(true)}
            />
          </li>
        )}
      </ul>
    </>
  );
}

function partWords({ partstat, role }: Participant, say: Say): string {
  if (partstat === 'accepted') return say('(accepted)');
  if (partstat === 'tentative') return say('(tentative)');
  if (partstat === 'declined') return say('(declined)');
  if (partstat === 'delegated') return say('(sends somebody else)');
  return role === 'optional' ? say('(optional)') : '';
}
