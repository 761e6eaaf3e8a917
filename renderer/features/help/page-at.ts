import type { HelpPageName } from './pages.ts';

/** Where one may be, the narrowest first. */
const PLACES: readonly (readonly [selector: string, page: HelpPageName])[] = [
  ['.settings', 'settings'],
  ['.search-field', 'search'],
  ['.outbox-scroll, .evidence', 'outbox'],
  ['[data-pane="folders"]', 'folders'],
  ['[data-pane="list"], .pane-list', 'list'],
  ['[data-pane="read"]', 'reading'],
];

/** The page of the view that has the focus; `panel`: the page of the panel that is open, `else` where nothing else is known. */
export function pageAt(focus: Element | null, panel: HelpPageName | null): HelpPageName {
  if (panel !== null && focus?.closest('.log-panel, .health, .people')) return panel;
  const place = PLACES.find(([selector]) => focus?.closest(selector));
  return place?.[1] ?? panel ?? 'start';
}
