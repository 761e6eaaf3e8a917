import type { AccountStateRow } from '../../../store/tables.ts';

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
  const waits = isAway || state?.connection === 'sign-in' || state?.connection === 'refused';
  if (!fetching) return <Empty text="No messages here." />;
  return <Empty text={waits ? 'This folder has not been fetched yet.' : 'Fetching this folder…'} />;
}

function Empty({ text }: { readonly text: string }) {
  return (
    <div className="empty" data-pane="list" tabIndex={-1}>
      <p>{text}</p>
    </div>
  );
}
