import { useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { useSay } from '../../hooks/use-say.ts';

/** *Test now*: asks a server, and keeps the sentence that says what came of it. */
export function useTest() {
  const say = useSay();
  const [isTesting, setTesting] = useState(false);
  const [sentence, setSentence] = useState('');
  const run = async (ask: () => Promise<string>) => {
    setTesting(true);
    try {
      setSentence(await ask());
    } catch (thrown) {
      setSentence(sayTold(toFailure(thrown), say));
    } finally {
      setTesting(false);
    }
  };
  return { test: (ask: () => Promise<string>) => void run(ask), isTesting, sentence };
}
