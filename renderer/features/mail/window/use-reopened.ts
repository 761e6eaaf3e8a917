import { useEffect } from 'react';
import { useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';

/** Messages whose windows were open when Retinue ended have them again; one that is gone meanwhile is missed by nobody. */
export function useReopened(): void {
  const { bridge, reader } = useServices();
  const tell = useTellFailure();
  useEffect(() => {
    const reopen = async () => {
      for (const id of await askMain(bridge, 'windows.take', null))
        if (await reader.message(id)) await askMain(bridge, 'message.show', { id });
    };
    reopen().catch(tell);
  }, [bridge, reader, tell]);
}
