import { useEffect, useState } from 'react';
import type { Acquaintance } from '../../../../shared/mail/cues/cue.ts';
import { useServices } from '../../../hooks/services.ts';

/** Whom one knows changes slowly, and reading it goes through thousands of messages. */
const FRESH_MS = 10 * 60_000;
const NOBODY: readonly Acquaintance[] = [];

/** People that mail came from or went to; read once and again after ten minutes, when another message is opened. */
export function useAcquaintances(messageId: string | null): readonly Acquaintance[] {
  const { reader, now } = useServices();
  const [known, setKnown] = useState({ people: NOBODY, at: Number.NEGATIVE_INFINITY });
  const isOld = now() - known.at > FRESH_MS;
  useEffect(() => {
    if (messageId === null || !isOld) return;
    let live = true;
    void reader.acquaintances().then((people) => live && setKnown({ people, at: now() }));
    return () => {
      live = false;
    };
  }, [reader, now, messageId, isOld]);
  return known.people;
}
