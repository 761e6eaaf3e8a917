import type { AccountStateRow } from '../../../store/tables.ts';

/** A folder without rows: empty, being fetched, or not fetched yet. */
export function EmptyList({
  fetching,
  state,
}: {
  readonly fetching: boolean;
  readonly state: AccountStateRow | undefined;
}) {
  const away =
    state?.connection === 'offline' || state?.connection === 'sign-in' || state?.connection === 'refused';
  if (!fetching) return <Empty text="No messages here." />;
  return <Empty text={away ? 'This folder has not been fetched yet.' : 'Fetching this folder…'} />;
}

function Empty({ text }: { readonly text: string }) {
  return (
    <div className="empty" data-pane="list" tabIndex={-1}>
      <p>{text}</p>
    </div>
  );
}
