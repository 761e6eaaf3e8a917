/** A family of letters that reads well on most computers: what is written in it names all that may stand in. */
export interface Font {
  readonly name: string;
  readonly stack: string;
}

/** The families that a message may use. */
export const FONTS: readonly Font[] = [
  { name: 'Helvetica', stack: 'Helvetica, Arial, sans-serif' },
  { name: 'Verdana', stack: 'Verdana, Geneva, sans-serif' },
  { name: 'Georgia', stack: "Georgia, 'Times New Roman', serif" },
  { name: 'Courier', stack: "'Courier New', Courier, monospace" },
];

/** The sizes that a message may use, in CSS pixels. */
export const SIZES: readonly number[] = [10, 12, 14, 16, 18, 24, 32];
/** What text without a size is shown in. */
export const USUAL_SIZE = 14;

/** The classes by which the editor knows its own spans. */
export const FONT_CLASS = 'font';
export const SIZE_CLASS = 'size';

/** The font that a style names, or undefined. */
export function fontOf(stack: string | undefined): Font | undefined {
  const letters = (text: string) => text.replace(/["'\s]/g, '').toLowerCase();
  return stack === undefined ? undefined : FONTS.find((font) => letters(font.stack) === letters(stack));
}

/** The size that a style names, or undefined. */
export function sizeOf(size: string | undefined): number | undefined {
  return SIZES.find((each) => `${each}px` === size?.trim());
}

/** What may stay of a style that came from anywhere: a family and a size of ours. null where that is nothing. */
export function keptStyle(style: string): string | null {
  const kept = style.split(';').flatMap((declaration) => {
    const [name, value] = declaration.split(':', 2).map((part) => part.trim());
    const font = name?.toLowerCase() === 'font-family' ? fontOf(value) : undefined;
    const size = name?.toLowerCase() === 'font-size' ? sizeOf(value) : undefined;
    if (font) return [fontStyle(font.stack)];
    return size === undefined ? [] : [sizeStyle(size)];
  });
  return kept.length === 0 ? null : kept.join('; ');
}

export const fontStyle = (stack: string) => `font-family: ${stack}`;
export const sizeStyle = (size: number) => `font-size: ${size}px`;
