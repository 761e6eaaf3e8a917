import { useState } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { useRemembered } from '../../../hooks/use-remembered.ts';

/** Whether a message stands on white paper on the dark theme. */
export interface Paper {
  readonly asSent: boolean;
  /** It does because of who sent it. */
  readonly isAlways: boolean;
  readonly toggle: () => void;
  /** From now on for every message of this sender; null where nobody is named as such. */
  readonly always: (() => void) | null;
  readonly forget: () => void;
}

/** The choice holds for the message, which is the component's key, or for its sender. */
export function useAsSent(sender: string): Paper {
  const { now } = useServices();
  const senders = useRemembered('as-sent');
  const key = sender.toLowerCase();
  const isAlways = key !== '' && senders.at(key) !== null;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const asSent = chosen ?? isAlways;
  return {
    asSent,
    isAlways: isAlways && asSent,
    toggle: () => setChosen(!asSent),
    always:
      key === ''
        ? null
        : () => {
            setChosen(null);
            senders.remember(key, now());
          },
    forget() {
      setChosen(null);
      senders.forget(key);
    },
  };
}
