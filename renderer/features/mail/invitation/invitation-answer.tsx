import { Check, CircleHelp, type LucideIcon, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { Button } from '../../../components/button.tsx';
import { formatFull } from '../../../components/format/dates.ts';
import { useOutgoing } from '../../../hooks/use-outgoing.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { answeredWords, type Choice } from './invitation-words.ts';
import { useAnswer } from './use-answer.ts';
import type { Invitation } from './use-invitation.ts';

interface AnswerProps {
  readonly message: OpenedMessage;
  readonly invitation: Invitation;
}

/** Accept, Tentative, Decline, with words if there are any to say; and what was answered. */
export function InvitationAnswer({ message, invitation }: AnswerProps) {
  const say = useSay();
  const comment = useId();
  const [words, setWords] = useState<string | null>(null);
  const { answer, busy } = useAnswer(message, invitation);
  const given = invitation.answer?.partstat ?? null;
  const choices: readonly (readonly [Choice, string, LucideIcon])[] = [
    ['accepted', say('Accept'), Check],
    ['tentative', say('Tentative'), CircleHelp],
    ['declined', say('Decline'), X],
  ];
  return (
    <div className="invitation-answer">
      <Answered invitation={invitation} />
      <div role="group" aria-label={say('Answer the invitation')} className="invitation-choices">
        {choices.map(([choice, label, icon]) => (
          <Button
            key={choice}
            kind={choice === 'accepted' && given === null ? 'primary' : 'outline'}
            icon={icon}
            label={label}
            pressed={given === choice}
            disabled={busy}
            onPress={() => answer(choice, (words ?? '').trim())}
          />
        ))}
        {words === null && <Button kind="link" label={say('Add a comment…')} onPress={() => setWords('')} />}
      </div>
      {words !== null && (
        <p className="invitation-comment">
          <label htmlFor={comment}>{say('Comment for the organizer')}</label>
          <textarea
            id={comment}
            rows={2}
            maxLength={2000}
            autoFocus
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </p>
      )}
      {invitation.attendee === null && (
        <p className="invitation-hint">
          {say(
            'The invitation does not name your address. The organizer sees an answer from somebody who was not asked.',
          )}
        </p>
      )}
    </div>
  );
}

/** What was answered here, and where that message is while it is not out. */
function Answered({ invitation: { answer } }: Pick<AnswerProps, 'invitation'>) {
  const say = useSay();
  const row = useOutgoing().find(({ id }) => id === answer?.outgoingId);
  const isOut = row === undefined || row.state.kind === 'done' || row.state.kind === 'filing';
  return (
    <p role="status" className="invitation-answered">
      {answer && answeredWords(answer.partstat, formatFull(answer.at), say)}{' '}
      {answer && !isOut && say('The answer is in the Outbox.')}
    </p>
  );
}
