import { createContext, useContext } from 'react';
import { english, type Say } from '../../shared/language/say.ts';

/** English where nothing else is provided. */
const Context = createContext<Say>(english());

export const SayProvider = Context.Provider;

/** Says texts in the person's language: `say('Move {count, plural, one {# message} other {# messages}}', { count })`. */
export function useSay(): Say {
  return useContext(Context);
}
