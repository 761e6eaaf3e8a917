import { told } from '../../../shared/language/told.ts';

/** Said of a search where this computer has no index of words, or has it no more. */
export const NO_SEARCH = told(
  'Retinue cannot search on this computer: the index of words does not run. Mail can be read and sent as always. Start Retinue again to try once more.',
);
