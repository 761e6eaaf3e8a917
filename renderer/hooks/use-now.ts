import { useEffect, useState } from 'react';
import { useServices } from './services.ts';

/** The time, renewed every `everyMs` while the component is shown. */
export function useNow(everyMs: number): number {
  const { now } = useServices();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, everyMs]);
  return time;
}
