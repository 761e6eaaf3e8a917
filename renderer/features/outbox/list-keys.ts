/** The row that a key goes to, or null where the key is none of the list's. */
export function rowAfter(
  key: string,
  order: readonly string[],
  current: string | null,
  singleKeys: boolean,
): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  const last = order.length - 1;
  const to = (index: number) => order[Math.max(0, Math.min(last, index))] ?? null;
  if (key === 'ArrowDown' || (singleKeys && key === 'j')) return to(at + 1);
  if (key === 'ArrowUp' || (singleKeys && key === 'k')) return to(at - 1);
  if (key === 'Home') return to(0);
  return key === 'End' ? to(last) : null;
}

/**
 * Which message is selected: the one that was, else the one that took its place in reading direction, else the first.
 */
export function keptSelection(
  selected: string | null,
  before: readonly string[],
  order: readonly string[],
): string | null {
  if (selected !== null && order.includes(selected)) return selected;
  const at = selected === null ? -1 : before.indexOf(selected);
  const next = before.slice(at + 1).find((id) => at >= 0 && order.includes(id));
  return next ?? (at >= 0 ? order.at(-1) : order[0]) ?? null;
}
