import { useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';

/** *Test now*: asks a server, and keeps the sentence that says what came of it. */
export function useTest() {
  const [isTesting, setTesting] = useState(false);
  const [sentence, setSentence] = useState('');
  const run = async (ask: () => Promise<string>) => {
    setTesting(true);
    try {
      setSentence(await ask());
    } catch (thrown) {
      setSentence(toFailure(thrown).sentence);
    } finally {
      setTesting(false);
    }
  };
  return { test: (ask: () => Promise<string>) => void run(ask), isTesting, sentence };
}
