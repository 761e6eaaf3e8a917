import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** A filter that leaves nothing. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const say = useSay();
  return (
    <div className="empty" data-pane="list" tabIndex={-1}>
      <p>{say('Nothing matches.')}</p>
      <Button kind="link" label={say('Clear the filter')} onPress={onClear} />
    </div>
  );
}
