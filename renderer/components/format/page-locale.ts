/** How numbers and dates are written on this page (`renderer/language.ts`); undefined: as the system writes them. */
export function pageLocale(): string | undefined {
  return typeof document === 'undefined' ? undefined : document.documentElement.dataset['locale'];
}
