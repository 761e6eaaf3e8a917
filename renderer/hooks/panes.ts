const ORDER = ['folders', 'list', 'read'] as const;
export type PaneName = (typeof ORDER)[number];

/** Moves the focus to a pane; its own Tab stop gets it. */
export function focusPane(name: PaneName): void {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]:not([hidden])`);
  (
    pane?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"], [role="row"][tabindex="0"]') ?? pane
  )?.focus();
}

/** The same once the next picture is drawn, when the pane may be another one. What took the focus meanwhile keeps it. */
export function focusPaneSoon(name: PaneName): void {
  const before = document.activeElement;
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (now === before || now === document.body) focusPane(name);
  });
}

/** F6 and Shift+F6: the next or previous pane that is shown, going round. */
export function focusNextPane(step: 1 | -1): void {
  const shown = ORDER.filter((name) => document.querySelector(`[data-pane="${name}"]:not([hidden])`));
  const current = document.activeElement?.closest<HTMLElement>('[data-pane], .pane-read')?.dataset['pane'];
  const index = shown.findIndex((name) => name === current);
  const next = shown[(index + step + shown.length) % shown.length];
  if (next) focusPane(next);
}

/** The message's text gets the focus; there the space bar pages it. */
export function focusMessageText(): void {
  document.querySelector<HTMLElement>('.read-frame, .source')?.focus();
}

/** Whether the focus is in the message's own frame, where the window sees no keys. */
export function isInMessageText(): boolean {
  return document.activeElement?.matches('.read-frame') ?? false;
}
