/** The item stands at another place, counted without itself; the same list where that is none or its own. */
export function movedTo<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  to: number,
): readonly T[] {
  const at = items.findIndex((each) => each.id === id);
  const item = items[at];
  if (!item || to === at || to < 0 || to >= items.length) return items;
  const rest = items.filter((each) => each !== item);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
