import type { Span } from './part.ts';

/** The same spans with one more: in order, merged where they touch or overlap. An empty one changes nothing. */
export function addSpan(spans: readonly Span[], added: Span): readonly Span[] {
  if (added.from >= added.to) return spans;
  const before = spans.filter((span) => span.to < added.from);
  const after = spans.filter((span) => span.from > added.to);
  const touched = spans.slice(before.length, spans.length - after.length);
  const from = Math.min(added.from, touched[0]?.from ?? added.from);
  const to = Math.max(added.to, touched.at(-1)?.to ?? added.to);
  return [...before, { from, to }, ...after];
}

/** True where every byte of `wanted` is in one of the (merged) spans; always for an empty one. */
export function covers(spans: readonly Span[], wanted: Span): boolean {
  return wanted.from >= wanted.to || spans.some((span) => span.from <= wanted.from && span.to >= wanted.to);
}

/** How many bytes the (merged) spans have. */
export function bytesIn(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}

/** What of the spans lies below `end`. */
export function clip(spans: readonly Span[], end: number): readonly Span[] {
  return spans
    .filter((span) => span.from < end)
    .map((span) => ({ from: span.from, to: Math.min(span.to, end) }));
}

/** What of the spans is outside `hole`. */
export function without(spans: readonly Span[], hole: Span): readonly Span[] {
  return spans.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, hole.from) },
      { from: Math.max(from, hole.to), to },
    ].filter((rest) => rest.from < rest.to),
  );
}

/** What of [0, end) is in none of the (merged) spans, in order. */
export function gapsIn(spans: readonly Span[], end: number): readonly Span[] {
  return spans.reduce<readonly Span[]>(without, end > 0 ? [{ from: 0, to: end }] : []);
}
