import { CircleHelp, X } from 'lucide-react';
import { formatCount, plural } from '../../../components/format/numbers.ts';
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
  const { local, here, setHere } = search;
  const more = Math.max(0, (local?.result?.total ?? 0) - (local?.result?.ids.length ?? 0));
  const far = (local?.result?.indexing ?? 0) > 0 || search.server.state?.running;
  return (
    <>
      <header className="list-head">
        <h2 className="cut">Search</h2>
        <span className="meta cut" role="status">
          {local && `${plural(shown + more, 'message', 'messages')}${far ? ' so far' : ''}`}
        </span>
        {account !== null && (
          <label className="search-scope">
            <input type="checkbox" checked={here} onChange={(event) => setHere(event.target.checked)} />
            <span className="cut">
              Only <Isolated text={account} />
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
    <ul className="search-chips" aria-label="What is looked for">
      {parsed.chips.map(({ text, piece, why }) => (
        <li key={piece}>
          <button
            type="button"
            className="search-chip"
            data-unknown={why === null ? undefined : ''}
            title={why === null ? undefined : sayTold(why, say)}
            aria-label={why === null ? `Remove ${text}` : `Remove ${text}. ${sayTold(why, say)}`}
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
  const { local, server } = search;
  const { state } = server;
  const result = local?.result;
  const away = result ? result.bodies.messages - result.bodies.here : 0;
  return (
    <div className="search-source" role="status">
      {local?.fault && <p>{local.fault}</p>}
      {result && result.indexing > 0 && (
        <p>{`${plural(result.indexing, 'message is', 'messages are')} not looked through yet.`}</p>
      )}
      <p>
        {result && 'Searched this computer'}
        {result &&
          (away > 0
            ? `: ${formatCount(away)} of ${formatCount(result.bodies.messages)} bodies are not here. `
            : '. ')}
        {server.offered && !state?.running && (
          <Button kind="link" label="Search on the server" onPress={server.ask} />
        )}
        {state?.running && 'Searching on the server… '}
        {state?.running && <Button kind="link" label="Stop" onPress={server.stop} />}
      </p>
      {search.unasked.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {state && !state.running && (
        <p>
          {`${plural(state.ids.length, 'message', 'messages')} found on the server.${state.more ? ' It may hold more: look for something narrower.' : ''}`}
        </p>
      )}
      {state?.faults.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div>
        <SaveSearch text={search.text} saved={saved} />
      </div>
    </div>
  );
}
