import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useSay } from '../../hooks/use-say.ts';
import type { Question } from './command-words.ts';

/** Asks before something that cannot be taken back. What changes nothing comes first and has the focus. */
export function QuestionDialog({
  question,
  subject,
  onAct,
  onKeep,
}: {
  readonly question: Question;
  readonly subject: string;
  readonly onAct: () => void;
  readonly onKeep: () => void;
}) {
  const say = useSay();
  return (
    <Dialog label={question.title} onClose={onKeep}>
      <div className="dialog-body">
        <h2 className="heading">{question.title}</h2>
        <p>
          <b>
            <Isolated text={subject || say('No subject')} />
          </b>
        </p>
        <p>{question.text}</p>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={question.keep} onPress={onKeep} />
        <Button kind="primary" label={question.act} onPress={onAct} />
      </div>
    </Dialog>
  );
}
