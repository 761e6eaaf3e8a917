import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/contracts/main.ts';
import { App } from './app.tsx';
import { CrashBoundary } from './components/crash-boundary.tsx';
import { startEngine } from './engine-connection.ts';
import { SayProvider } from './hooks/use-say.ts';
import { createCommandBus } from './hooks/commands.ts';
import type { Services } from './hooks/services.ts';
import { openLanguage } from './language.ts';
import { openReader } from './store/reader.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly retinue: Bridge;
  }
}

const services: Services = {
  bridge: window.retinue,
  engine: startEngine(window.retinue),
  reader: openReader(),
  commands: createCommandBus(),
  now: () => Date.now(),
};

const say = await openLanguage();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SayProvider value={say}>
        <CrashBoundary onReload={() => location.reload()}>
          <App services={services} />
        </CrashBoundary>
      </SayProvider>
    </StrictMode>,
  );
}
