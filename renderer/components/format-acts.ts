import type Squire from 'squire-rte';
import { type Font, FONT_CLASS, fontOf, fontStyle, SIZE_CLASS, sizeOf, sizeStyle } from './text-formats.ts';

/** What a paragraph can be. */
export type Block = 'P' | 'H1' | 'H2' | 'H3' | 'PRE';
const BLOCKS: readonly string[] = ['P', 'H1', 'H2', 'H3', 'PRE'] satisfies readonly Block[];

/** How the text is formatted where the cursor or the selection is. */
export interface Formats {
  readonly block: Block;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly list: 'UL' | 'OL' | null;
  readonly quoted: boolean;
  /** Where the link leads that the cursor is in. */
  readonly link: string | null;
  readonly font: Font | undefined;
  readonly size: number | undefined;
}

export const PLAIN: Formats = {
  block: 'P',
  bold: false,
  italic: false,
  underline: false,
  list: null,
  quoted: false,
  link: null,
  font: undefined,
  size: undefined,
};

/** What holds where the cursor is; of a selection, what holds for all of it. */
export function formatsAt(editor: Squire): Formats {
  const range = editor.getSelection();
  const around = ancestors(range.commonAncestorContainer, editor.getRoot());
  const tags = around.map(({ nodeName }) => nodeName);
  const block = tags.find((tag) => BLOCKS.includes(tag));
  const styles = around.map(({ style }) => style);
  return {
    block: (block as Block | undefined) ?? 'P',
    bold: editor.hasFormat('B', null, range),
    italic: editor.hasFormat('I', null, range),
    underline: editor.hasFormat('U', null, range),
    list: (tags.find((tag) => tag === 'UL' || tag === 'OL') as 'UL' | 'OL' | undefined) ?? null,
    quoted: tags.includes('BLOCKQUOTE'),
    link: around.find((each) => each.matches('a[href]'))?.getAttribute('href') ?? null,
    font: fontOf(styles.find(({ fontFamily }) => fontFamily !== '')?.fontFamily),
    size: sizeOf(styles.find(({ fontSize }) => fontSize !== '')?.fontSize),
  };
}

/** Gives back what was chosen for the next letter: the editor forgets it when the focus goes to the toolbar. */
export function keepFormats(editor: Squire, wanted: Formats): void {
  if (!editor.getSelection().collapsed) return;
  const now = formatsAt(editor);
  if (wanted.font && !now.font) setFont(editor, wanted.font);
  if (wanted.size !== undefined && now.size === undefined) setSize(editor, wanted.size);
  if (wanted.bold && !now.bold) editor.bold();
  if (wanted.italic && !now.italic) editor.italic();
  if (wanted.underline && !now.underline) editor.underline();
}

/** The elements around a place, the nearest first. */
function ancestors(place: Node, root: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at: Node | null = place; at && at !== root; at = at.parentNode)
    if (at instanceof HTMLElement) found.push(at);
  return found;
}

/** Makes every selected paragraph one of this kind. */
export function makeBlock(editor: Squire, tag: Block): void {
  editor.modifyBlocks((part) => {
    for (const block of part.querySelectorAll('p, div, h1, h2, h3, h4, h5, h6, pre'))
      if (!block.querySelector('p, div, ul, ol, blockquote, table')) block.replaceWith(...remade(block, tag));
    if (tag === 'PRE') joinLines(part);
    return part;
  });
}

/** The lines of preformatted text are paragraphs of their own outside of it. */
function remade(block: Element, tag: Block): readonly HTMLElement[] {
  const fresh = [document.createElement(tag)];
  for (const node of Array.from(block.childNodes)) {
    const lines =
      block.nodeName === 'PRE' && tag !== 'PRE' && node instanceof Text ? node.data.split('\n') : [];
    if (lines.length < 2) fresh.at(-1)?.append(node);
    else
      for (const [index, line] of lines.entries()) {
        if (index > 0) fresh.push(document.createElement(tag));
        fresh.at(-1)?.append(line);
      }
  }
  for (const each of fresh) if (each.childNodes.length === 0) each.append(document.createElement('br'));
  return fresh;
}

function joinLines(part: ParentNode): void {
  for (const block of part.querySelectorAll('pre + pre')) {
    const before = block.previousElementSibling;
    if (before?.lastChild?.nodeName === 'BR') before.lastChild.remove();
    before?.append('\n', ...block.childNodes);
    block.remove();
  }
}

/** null: as the reader's program shows text that says nothing of it. */
export function setFont(editor: Squire, font: Font | null): void {
  span(editor, FONT_CLASS, font && fontStyle(font.stack));
}

/** In CSS pixels; null as above. */
export function setSize(editor: Squire, size: number | null): void {
  span(editor, SIZE_CLASS, size === null ? null : sizeStyle(size));
}

function span(editor: Squire, name: string, style: string | null): void {
  const add = style === null ? null : { tag: 'SPAN', attributes: { class: name, style } };
  editor.changeFormat(add, { tag: 'SPAN', attributes: { class: name } });
}

/** Text alone, of the selection or of the paragraph that the cursor is in. */
export function clearFormats(editor: Squire): void {
  const range = editor.getSelection();
  if (range.collapsed) selectAround(editor, 'p, li, h1, h2, h3, pre, div');
  makeBlock(editor, 'P');
  editor.removeAllFormatting();
}

/** Makes a link of the selection, or of the whole link that the cursor is in; `address` stands there where that is nothing. */
export function makeLink(editor: Squire, address: string): void {
  if (editor.getSelection().collapsed) selectAround(editor, 'a[href]');
  editor.makeLink(addressOf(address));
}

/** Leaves the words. */
export function removeLink(editor: Squire): void {
  if (editor.getSelection().collapsed) selectAround(editor, 'a[href]');
  editor.removeLink();
}

function selectAround(editor: Squire, what: string): void {
  const place = editor.getSelection().commonAncestorContainer;
  const found = ancestors(place, editor.getRoot()).find((each) => each.matches(what));
  if (!found) return;
  const range = document.createRange();
  range.selectNodeContents(found);
  editor.setSelection(range);
}

/** An address as a link has it: of the web, or of a person. */
export function addressOf(text: string): string {
  const written = text.trim();
  if (/^(?:https?|mailto):/i.test(written)) return written;
  return /^[^\s/@]+@[^\s/@]+$/.test(written) ? `mailto:${written}` : `https://${written}`;
}
