import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { toFailure } from '../shared/errors.ts';
import { sayTold, type Told } from '../shared/language/told.ts';
import { CrashBoundary } from './components/crash-boundary.tsx';
import { Toasts } from './components/toasts.tsx';
import { connectDrafts } from './drafts-connection.ts';
import { Composer } from './features/compose/composer.tsx';
import { askMain } from './hooks/ask-main.ts';
import { useSay } from './hooks/use-say.ts';
import { openReader } from './store/reader.ts';

/** In place of a draft that cannot be opened. */
function NoDraft({ why }: { readonly why: Told }) {
  return <p className="empty">{sayTold(why, useSay())}</p>;
}

const bridge = window.retinue;
const drafts = connectDrafts(bridge);
const root = createRoot(document.getElementById('root') ?? document.body);
const id = new URLSearchParams(location.search).get('draft') ?? '';

try {
  const [first, accounts, known] = await Promise.all([
    drafts.calls('draft.open', { id }),
    askMain(bridge, 'accounts.list', null),
    openReader().people(Date.now()),
  ]);
  root.render(
    <StrictMode>
      <CrashBoundary onReload={() => location.reload()}>
        <Toasts>
          <Composer
            first={first}
            accounts={accounts}
            known={known}
            bridge={bridge}
            drafts={drafts}
            now={Date.now}
          />
        </Toasts>
      </CrashBoundary>
    </StrictMode>,
  );
} catch (thrown) {
  root.render(<NoDraft why={toFailure(thrown)} />);
  bridge.on('compose.closing', () => void askMain(bridge, 'compose.close', null));
}
