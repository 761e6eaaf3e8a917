import type Squire from 'squire-rte';

/**
 * Puts a picture where the cursor is, outside of fonts, bold and the like: the editor takes away such an element with
 * everything in it when a key has deleted the last letter there.
 */
export function insertPicture(editor: Squire, source: string, name: string): void {
  editor.saveUndoState();
  const range = editor.getSelection();
  const outer = outermostInline(range.startContainer, editor.getRoot());
  if (outer) {
    const after = document.createRange();
    after.setStart(range.startContainer, range.startOffset);
    after.setEndAfter(outer);
    const rest = after.extractContents();
    if (hasContent(rest)) outer.after(rest);
    range.setStartAfter(outer);
    range.collapse(true);
    if (!hasContent(outer)) outer.remove();
    editor.setSelection(range);
  }
  editor.insertImage(source, { alt: name });
}

const INLINE = 'span, b, strong, i, em, u, s, sub, sup, a, code, font';

function outermostInline(place: Node, root: HTMLElement): HTMLElement | null {
  let found: HTMLElement | null = null;
  for (let at: Node | null = place; at && at !== root; at = at.parentNode)
    if (at instanceof HTMLElement && at.matches(INLINE)) found = at;
  return found;
}

function hasContent(part: HTMLElement | DocumentFragment): boolean {
  return part.querySelector('img') !== null || (part.textContent ?? '').replaceAll('\u200b', '') !== '';
}
