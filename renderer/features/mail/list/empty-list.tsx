import type { AccountStateRow } from '../../../store/tables.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** A folder without rows: empty, being fetched, or not fetched yet. */
export function EmptyList({
  fetching,
  isAway,
  state,
}: {
  readonly fetching: boolean;
  /** The account's server is out of reach, or not asked. */
  readonly isAway: boolean;
  readonly state: AccountStateRow | undefined;
}) {
  const say = useSay();
  const waits = isAway || state?.connection === 'sign-in' || state?.connection === 'refused';
  if (!fetching) return <Empty text={say('No messages here.')} />;
  return <Empty text={waits ? say('This folder has not been fetched yet.') : say('Fetching this folder…')} />;
}

function Empty({ text }: { readonly text: string }) {
  return (
    <div className="empty" data-pane="list" tabIndex={-1}>
      <p>{text}</p>
    </div>
  );
}
