/**
 * What the window and its frame for PDF files tell each other by `postMessage`. The frame has no origin, no storage and
 * no network: it gets bytes and gives pixels.
 */
export type ToPdfFrame =
  | { readonly type: 'pdf-show'; readonly bytes: Uint8Array }
  /** What the pages are called for a screen reader: only the window knows the person's language. */
  | { readonly type: 'pdf-name-pages'; readonly names: readonly string[] };
export type FromPdfFrame =
  | { readonly type: 'pdf-ready' }
  | { readonly type: 'pdf-shown'; readonly pages: number }
  | { readonly type: 'pdf-failed'; readonly why: 'password' | 'damaged' };

/** Pages beyond these are not shown: a preview is no reader. */
export const MOST_PDF_PAGES = 200;
