import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { toFailure } from '../shared/errors.ts';
import { CrashBoundary } from './components/crash-boundary.tsx';
import { Toasts } from './components/toasts.tsx';
import { connectDrafts } from './drafts-connection.ts';
import { Composer } from './features/compose/composer.tsx';
import { askMain } from './hooks/ask-main.ts';
import { openReader } from './store/reader.ts';

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
  root.render(<p className="empty">{toFailure(thrown).sentence}</p>);
  bridge.on('compose.closing', () => void askMain(bridge, 'compose.close', null));
}
