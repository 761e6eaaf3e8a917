import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { toFailure } from '../../shared/errors.ts';
import { sayTold } from '../../shared/language/told.ts';
import { useToastsStay } from '../hooks/habits.ts';
import { useLatest } from '../hooks/use-latest.ts';
import { useSay } from '../hooks/use-say.ts';
import { Button } from './button.tsx';

/** At least 5 s; longer for longer sentences, about 60 ms a character. */
const SHORTEST_MS = 5000;
const READING_MS = 60;

/** What can be done about it, offered beside the sentence. */
export interface ToastAction {
  readonly label: string;
  readonly tip: string;
  readonly onPress: () => void;
}
type Tell = (sentence: string, action?: ToastAction) => void;

const Notify = createContext<Tell>(() => {});

/** Tells the person a result, in one sentence, at the bottom. */
export function useNotify(): Tell {
  return useContext(Notify);
}

/** Tells the person why something failed: whatever was thrown, in one sentence. */
export function useTellFailure(): (thrown: unknown) => void {
  const notify = useNotify();
  const say = useSay();
  return useLatest((thrown: unknown) => notify(sayTold(toFailure(thrown), say)));
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
  const [told, setTold] = useState<{ readonly sentence: string; readonly action?: ToastAction } | null>(null);
  const [held, setHeld] = useState(false);
  const [stays] = useToastsStay();
  const say = useSay();
  const close = useCallback(() => {
    setTold(null);
    setHeld(false);
  }, []);
  useEffect(() => {
    if (!told || held || stays) return;
    const timer = setTimeout(close, Math.max(SHORTEST_MS, told.sentence.length * READING_MS));
    return () => clearTimeout(timer);
  }, [told, held, stays, close]);
  const tell = useCallback<Tell>(
    (sentence, action) => setTold(action ? { sentence, action } : { sentence }),
    [],
  );
  return (
    <Notify.Provider value={tell}>
      {children}
      <section className="toasts" aria-label={say('Notices')}>
        {standing}
        <div role="status">
          {told && told.sentence !== '' && (
            <div
              className="toast"
              onPointerEnter={() => setHeld(true)}
              onPointerLeave={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onBlur={() => setHeld(false)}
            >
              <p className="selectable">{told.sentence}</p>
              {told.action && (
                <Button
                  kind="link"
                  label={told.action.label}
                  tip={told.action.tip}
                  onPress={() => {
                    close();
                    told.action?.onPress();
                  }}
                />
              )}
              <Button kind="icon" icon={X} label={say('Close')} onPress={close} />
            </div>
          )}
        </div>
      </section>
    </Notify.Provider>
  );
}
