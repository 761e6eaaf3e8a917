import { createContext, useContext } from 'react';
import { type Category, colourOf } from '../../../../shared/mail/categories.ts';

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
