import { type RefObject, useEffect } from 'react';
import { useLatest } from './use-latest.ts';

const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

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
      if (around[0]?.isConnected !== false || document.activeElement !== document.body) return;
      const near = around.filter((each) => each.isConnected).map(controlIn);
      around = [];
      const control = near.find((each) => each instanceof HTMLElement);
      if (control) control.focus();
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

/** Of panes what has the keys, the list before others; of anything else the first control. */
function controlIn(place: Element): Element | null {
  if (place.matches('[data-pane]')) return place;
  const panes = [...place.querySelectorAll<HTMLElement>('[data-pane]:not([hidden])')];
  return panes.find(({ dataset }) => dataset['pane'] === 'list') ?? panes[0] ?? place.querySelector(CONTROLS);
}

/** The element and what it lies in; the whole itself too, where it is a dialog, which is all that its keys reach. */
function ancestors(element: Element, whole: Element): readonly Element[] {
  const chain: Element[] = [];
  for (let at: Element | null = element; at && at !== whole; at = at.parentElement) chain.push(at);
  return whole instanceof HTMLDialogElement ? [...chain, whole] : chain;
}
