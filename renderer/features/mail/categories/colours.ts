import { createContext, useContext } from 'react';
import type { Say } from '../../../../shared/language/say.ts';
import { type Category, colourOf } from '../../../../shared/mail/categories.ts';

/** What the colours are called, in order. */
export function colourNames(say: Say): readonly string[] {
  return [
    say('Red'),
    say('Orange'),
    say('Yellow'),
    say('Green'),
    say('Teal'),
    say('Blue'),
    say('Purple'),
    say('Grey'),
  ];
}

const Context = createContext<readonly Category[]>([]);

/** Gives the categories that the person has, with their colours, to what is below. */
export const CategoriesProvider = Context.Provider;

/** The categories that the person has. */
export function useCategories(): readonly Category[] {
  return useContext(Context);
}

/** The colour of a category; one that another program made has one too, always the same. */
export function useColourOf(): (name: string) => number {
  const known = useContext(Context);
  return (name) => colourOf(known, name);
}
