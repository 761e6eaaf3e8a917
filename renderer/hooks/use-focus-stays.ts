import { type RefObject, useEffect } from 'react';
import { useLatest } from './use-latest.ts';

const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';
const PANE = '[data-pane]:not([hidden])';

/**
 * Keeps the focus inside a part of the window: when what had it is taken out of the page and nobody gives the focus to
 * something else, the first control near its place gets it, else what `otherwise` says. Where the keys go is then known.
 */
export function useFocusStays(part: RefObject<HTMLElement | null>, otherwise?: () => void): void {
  const elsewhere = useLatest(() => otherwise?.());
  useEffect(() => {
    const whole = part.current;
    if (!whole) return;
    /** What has the focus and what it lies in, the innermost first. */
    let around: readonly Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      around = target instanceof Element ? ancestors(target, whole) : [];
    };
    const look = () => {
      const [lost] = around;
      if (!lost || lost.isConnected || document.activeElement !== document.body) return;
      const isPane = lost.matches(PANE);
      const near = around.filter((each) => each.isConnected).map(isPane ? paneIn : controlIn);
      const heir = near.find((each) => each instanceof HTMLElement);
      if (!heir && isPane) return; // another one takes its place as soon as it is read
      around = [];
      if (heir) heir.focus();
      else elsewhere();
    };
    // A picture later: whoever took it away may put the focus somewhere then.
    const observer = new MutationObserver(() => requestAnimationFrame(look));
    whole.addEventListener('focusin', remember);
    observer.observe(whole, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      whole.removeEventListener('focusin', remember);
    };
  }, [part, elsewhere]);
}

/** What has the keys of a pane; of several the list. */
function paneIn(place: Element): Element | null {
  if (place.matches(PANE)) return place;
  const panes = [...place.querySelectorAll<HTMLElement>(PANE)];
  return panes.find(({ dataset }) => dataset['pane'] === 'list') ?? panes[0] ?? null;
}

/** A pane, else the first control. */
function controlIn(place: Element): Element | null {
  return paneIn(place) ?? place.querySelector(CONTROLS);
}

/** The element and what it lies in; the whole itself too, where it is a dialog, which is all that its keys reach. */
function ancestors(element: Element, whole: Element): readonly Element[] {
  const chain: Element[] = [];
  for (let at: Element | null = element; at && at !== whole; at = at.parentElement) chain.push(at);
  return whole instanceof HTMLDialogElement ? [...chain, whole] : chain;
}
