import { useTellFailure } from '../components/toasts.tsx';
import { askMain } from './ask-main.ts';
import { useServices } from './services.ts';

/** Pauses a server or resumes it; a sentence where that did not work. */
export function usePause(): (origin: string, paused: boolean) => void {
  const { bridge } = useServices();
  const tell = useTellFailure();
  return (origin, paused) => {
    askMain(bridge, 'server.pause', { origin, paused }).catch(tell);
  };
}
