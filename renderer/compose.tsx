import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { toFailure } from '../shared/errors.ts';
import { sayTold } from '../shared/language/told.ts';
import { CrashBoundary } from './components/crash-boundary.tsx';
import { Toasts } from './components/toasts.tsx';
import { connectDrafts } from './drafts-connection.ts';
import { Composer } from './features/compose/composer.tsx';
import { SayProvider } from './hooks/use-say.ts';
import { askMain } from './hooks/ask-main.ts';
import { openLanguage } from './language.ts';
import { openReader } from './store/reader.ts';

const bridge = window.retinue;
const drafts = connectDrafts(bridge);
const say = await openLanguage();
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
      <SayProvider value={say}>
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
      </SayProvider>
    </StrictMode>,
  );
} catch (thrown) {
  root.render(<p className="empty">{sayTold(toFailure(thrown), say)}</p>);
  bridge.on('compose.closing', () => void askMain(bridge, 'compose.close', null));
}
