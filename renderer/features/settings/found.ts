import { createContext, useContext } from 'react';
import { holds } from '../../components/format/words.ts';

/** What is looked for in Settings, in small words; none: everything is shown. */
const Context = createContext<readonly string[]>([]);
export const LookedFor = Context.Provider;

/** Whether a setting with these words is shown. */
export function useIsFound(...texts: readonly string[]): boolean {
  return holds(texts.join(' '), useContext(Context));
}
