import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CrashBoundary } from './components/crash-boundary.tsx';
import { Toasts } from './components/toasts.tsx';
import { connectEngine } from './engine-port.ts';
import { FilingProvider } from './features/mail/filing/filing-provider.tsx';
import { MessageWindow } from './features/mail/window/message-window.tsx';
import { SayProvider } from './hooks/use-say.ts';
import { createCommandBus } from './hooks/commands.ts';
import { type Services, ServicesProvider } from './hooks/services.ts';
import { SettingsProvider } from './hooks/use-settings.tsx';
import { openLanguage } from './language.ts';
import { openReader } from './store/reader.ts';

const services: Services = {
  bridge: window.retinue,
  engine: connectEngine(window.retinue),
  reader: openReader(),
  commands: createCommandBus(),
  now: () => Date.now(),
};
const messageId = new URLSearchParams(location.search).get('id') ?? '';

const say = await openLanguage();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SayProvider value={say}>
        <CrashBoundary onReload={() => location.reload()}>
          <ServicesProvider value={services}>
            <Toasts>
              <SettingsProvider>
                <FilingProvider>
                  <MessageWindow messageId={messageId} />
                </FilingProvider>
              </SettingsProvider>
            </Toasts>
          </ServicesProvider>
        </CrashBoundary>
      </SayProvider>
    </StrictMode>,
  );
}
