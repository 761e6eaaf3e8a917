import type { DragEvent } from 'react';

/** A small picture with words beside the pointer. It has to be in the page until the browser has drawn it. */
export function showDragged(event: DragEvent, text: string): void {
  const picture = document.createElement('div');
  picture.className = 'drag-count';
  picture.textContent = text;
  document.body.append(picture);
  event.dataTransfer.setDragImage(picture, -12, -8);
  setTimeout(() => picture.remove(), 0);
}
