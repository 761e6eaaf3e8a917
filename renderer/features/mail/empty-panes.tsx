import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { plural } from '../../components/format/numbers.ts';
import type { AccountStateRow } from '../../store/tables.ts';

/** The reading pane without a message: how many there are (null where that is no folder), and the keys that get one. */
export function NoMessage({ total }: { readonly total: number | null }) {
  return (
    <div className="empty">
      <p>No message selected.</p>
      {total !== null && <p>{plural(total, 'message', 'messages')} in this folder</p>}
      <p>
        <kbd>Down</kbd> selects, <kbd>Enter</kbd> opens
      </p>
    </div>
  );
}

/** The reading pane with several messages selected. */
export function ManySelected({ count }: { readonly count: number }) {
  return (
    <div className="empty">
      <p>{plural(count, 'message', 'messages')} selected</p>
      <p>
        <kbd>Ctrl+T</kbd> marks them as read, <kbd>Ctrl+Shift+T</kbd> as unread
      </p>
    </div>
  );
}

/** The list without a folder: nothing has been fetched yet, and why. */
export function NoFolder({
  accounts,
  states,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
}) {
  const failure = accounts.map(({ id }) => states.get(id)?.failure).find(Boolean);
  return (
    <div className="empty">
      <p>{failure ? 'No folders are on this computer yet.' : 'Looking for your folders…'}</p>
      {failure && <p>{failure.sentence}</p>}
    </div>
  );
}
