import { CircleHelp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';
import { withoutPiece } from '../../../../shared/mail/parse-search.ts';
import { SaveSearch } from './save-search.tsx';
import type { SavedSearches } from './use-saved-searches.ts';
import type { SearchState } from './use-search.ts';

/** Over the results: how many, in which accounts, what is looked for, and where that was looked for. */
export function SearchHead({
  search,
  shown,
  account,
  saved,
}: {
  readonly search: SearchState;
  /** How many the list holds. */
  readonly shown: number;
  readonly saved: SavedSearches;
  /** Name of the account whose folder is open, where there are others. */
  readonly account: string | null;
}) {
  const say = useSay();
  const { local, here, setHere } = search;
  const more = Math.max(0, (local?.result?.total ?? 0) - (local?.result?.ids.length ?? 0));
  const far = (local?.result?.indexing ?? 0) > 0 || search.server.state?.running;
  return (
    <>
      <header className="list-head">
        <h2 className="cut">{say('Search')}</h2>
        <span className="meta cut" role="status">
          {local &&
            (far
              ? say('{count, plural, one {# message} other {# messages}} so far', { count: shown + more })
              : say('{count, plural, one {# message} other {# messages}}', { count: shown + more }))}
        </span>
        {account !== null && (
          <label className="search-scope">
            <input type="checkbox" checked={here} onChange={(event) => setHere(event.target.checked)} />
            <span className="cut">
              {say.parts<ReactNode>('Only {account}', {
                account: <Isolated key="account" text={account} />,
              })}
            </span>
          </label>
        )}
      </header>
      <Chips search={search} />
      <SearchSource search={search} saved={saved} />
    </>
  );
}

function Chips({ search }: { readonly search: SearchState }) {
  const say = useSay();
  const { parsed, setText } = search;
  if (parsed.chips.length === 0) return null;
  return (
    <ul className="search-chips" aria-label={say('What is looked for')}>
      {parsed.chips.map(({ text, piece, why }) => (
        <li key={piece}>
          <button
            type="button"
            className="search-chip"
            data-unknown={why === null ? undefined : ''}
            title={why === null ? undefined : sayTold(why, say)}
            aria-label={
              why === null
                ? say('Remove {text}', { text })
                : say('Remove {text}. {why}', { text, why: sayTold(why, say) })
            }
            onClick={() => setText(withoutPiece(parsed, piece))}
          >
            {why !== null && <Icon of={CircleHelp} size={14} />}
            <Isolated text={text} />
            <Icon of={X} size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Where the results come from, and the way to the servers. */
function SearchSource({ search, saved }: { readonly search: SearchState; readonly saved: SavedSearches }) {
  const say = useSay();
  const { local, server } = search;
  const { state } = server;
  const result = local?.result;
  const away = result ? result.bodies.messages - result.bodies.here : 0;
  return (
    <div className="search-source" role="status">
      {local?.fault && <p>{sayTold(local.fault, say)}</p>}
      {result && result.indexing > 0 && (
        <p>
          {say('{count, plural, one {# message is} other {# messages are}} not looked through yet.', {
            count: result.indexing,
          })}
        </p>
      )}
      <p>
        {result &&
          (away > 0
            ? say('Searched this computer: {away, number} of {all, number} bodies are not here.', {
                away,
                all: result.bodies.messages,
              })
            : say('Searched this computer.'))}{' '}
        {server.offered && !state?.running && (
          <Button kind="link" label={say('Search on the server')} onPress={server.ask} />
        )}
        {state?.running && say('Searching on the server…')}{' '}
        {state?.running && <Button kind="link" label={say('Stop')} onPress={server.stop} />}
      </p>
      {search.unasked.map((why) => (
        <p key={why.sentence}>{sayTold(why, say)}</p>
      ))}
      {state && !state.running && (
        <p>
          {state.more
            ? say(
                '{count, plural, one {# message} other {# messages}} found on the server. It may hold more: look for something narrower.',
                { count: state.ids.length },
              )
            : say('{count, plural, one {# message} other {# messages}} found on the server.', {
                count: state.ids.length,
              })}
        </p>
      )}
      {state?.faults.map(({ name, failure }) => (
        <p key={name}>{say('{name}: {sentence}', { name, sentence: sayTold(failure, say) })}</p>
      ))}
      <div>
        <SaveSearch text={search.text} saved={saved} />
      </div>
    </div>
  );
}
