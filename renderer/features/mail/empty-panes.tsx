import type { ReactNode } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { AccountStateRow } from '../../store/tables.ts';
import { useKeyOf } from '../../hooks/use-key-of.ts';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** The reading pane without a message: how many there are (null where that is no folder), and the keys that get one. */
export function NoMessage({ total }: { readonly total: number | null }) {
  const say = useSay();
  return (
    <div className="empty">
      <p>{say('No message selected.')}</p>
      {total !== null && (
        <p>{say('{count, plural, one {# message} other {# messages}} in this folder', { count: total })}</p>
      )}
      <p>
        {say.parts<ReactNode>('{down} selects, {enter} opens', {
          down: <kbd key="down">{say('Down')}</kbd>,
          enter: <kbd key="enter">{say('Enter')}</kbd>,
        })}
      </p>
    </div>
  );
}

/** The reading pane with several messages selected. */
export function ManySelected({ count }: { readonly count: number }) {
  const say = useSay();
  const keyOf = useKeyOf();
  const [read, unread] = [keyOf('mark-read'), keyOf('mark-unread')];
  return (
    <div className="empty">
      <p>{say('{count, plural, one {# message} other {# messages}} selected', { count })}</p>
      {read !== '' && unread !== '' && (
        <p>
          {say.parts<ReactNode>('{read} marks them as read, {unread} as unread', {
            read: <kbd key="read">{read}</kbd>,
            unread: <kbd key="unread">{unread}</kbd>,
          })}
        </p>
      )}
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
  const say = useSay();
  const failure = accounts.map(({ id }) => states.get(id)?.failure).find(Boolean);
  return (
    <div className="empty">
      <p>{failure ? say('No folders are on this computer yet.') : say('Looking for your folders…')}</p>
      {failure && <p>{sayTold(failure, say)}</p>}
    </div>
  );
}
