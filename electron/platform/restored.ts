/** Stands in a spool that came out of a back-up, until all that is on its way there was held. */
export const RESTORED = 'restored';
