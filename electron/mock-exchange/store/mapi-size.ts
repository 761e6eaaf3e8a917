import type { Item } from './nodes.ts';

/**
 * What the property store takes a message to weigh: known without conversion, and never the length of the stream that
 * conversion makes (reference 6.3). Our estimate: files lose base64's third, text doubles in part as UTF-16, and the
 * properties themselves take a kilobyte.
 */
export function mapiSize({ content }: Item): number {
  const { size, summary } = content;
  return 1024 + (summary.hasAttachment ? Math.round(size * 0.74) : size + (size >> 3));
}

/** The size that properties tell: exact where the stream exists, an estimate where only properties do. */
export function statedSize(item: Item): number {
  return item.mapiOnly ? mapiSize(item) : item.content.size;
}
