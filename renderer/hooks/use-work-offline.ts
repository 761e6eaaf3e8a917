import { useTellFailure } from '../components/toasts.tsx';
import { askMain } from './ask-main.ts';
import { useServices } from './services.ts';

/** Stops asking any server, or goes online again; a sentence where that did not work. */
export function useWorkOffline(): (offline: boolean) => void {
  const { bridge } = useServices();
  const tell = useTellFailure();
  return (offline) => {
    askMain(bridge, 'work.offline', { offline }).catch(tell);
  };
}
