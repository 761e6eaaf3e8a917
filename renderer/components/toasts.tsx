import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { Button } from './button.tsx';

/** At least 5 s; longer for longer sentences, about 60 ms a character. */
const SHORTEST_MS = 5000;
const READING_MS = 60;

const Notify = createContext<(sentence: string) => void>(() => {});

/** Tells the person a result, in one sentence, at the bottom. */
export function useNotify(): (sentence: string) => void {
  return useContext(Notify);
}

/**
 * Shows one sentence at a time; it stays while the pointer or focus is on it. `standing` is another one that comes and
 * goes by itself: it stands above, because neither may hide the other.
 */
export function Toasts({
  children,
  standing,
}: {
  readonly children: ReactNode;
  readonly standing?: ReactNode;
}) {
  const [sentence, setSentence] = useState<string | null>(null);
  const [held, setHeld] = useState(false);
  const close = useCallback(() => {
    setSentence(null);
    setHeld(false);
  }, []);
  useEffect(() => {
    if (!sentence || held) return;
    const timer = setTimeout(close, Math.max(SHORTEST_MS, sentence.length * READING_MS));
    return () => clearTimeout(timer);
  }, [sentence, held, close]);
  return (
    <Notify.Provider value={setSentence}>
      {children}
      <div className="toasts">
        {standing}
        <div role="status">
          {sentence && (
            <div
              className="toast"
              onPointerEnter={() => setHeld(true)}
              onPointerLeave={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onBlur={() => setHeld(false)}
            >
              <p className="selectable">{sentence}</p>
              <Button kind="icon" icon={X} label="Close" onPress={close} />
            </div>
          )}
        </div>
      </div>
    </Notify.Provider>
  );
}
