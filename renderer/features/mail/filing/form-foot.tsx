import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** The end of a form within the dialog: back without it, or take it over. */
export function FormFoot({
  isWhole,
  onCancel,
}: {
  readonly isWhole: boolean;
  readonly onCancel: () => void;
}) {
  const say = useSay();
  return (
    <div className="dialog-foot">
      {!isWhole && (
        <p className="hint" role="status">
          {say('Something is missing: a name, what it looks for, or what it does.')}
        </p>
      )}
      <Button kind="outline" label={say('Back')} onPress={onCancel} />
      <Button kind="primary" label={say('Keep')} submit disabled={!isWhole} />
    </div>
  );
}
