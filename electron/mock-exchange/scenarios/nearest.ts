/** Those of the names that are spelled most like the one given, best first. */
export function nearest(given: string, names: readonly string[], most = 3): readonly string[] {
  const wanted = given.toLowerCase();
  const cost = (name: string) => (name.includes(wanted) && wanted !== '' ? 0 : distance(wanted, name));
  return [...names].sort((a, b) => cost(a) - cost(b) || (a < b ? -1 : 1)).slice(0, most);
}

/** Levenshtein's: how many letters have to be put in, taken out or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [step, letter] of from.split('').entries()) {
    const next = [step + 1];
    for (let at = 1; at <= to.length; at++) {
      const replaced = (row[at - 1] ?? 0) + (to[at - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
