import type { FromPdfFrame, ToPdfFrame } from '../../shared/contracts/pdf-frame.ts';
import './pdf-frame.css';
import { showPdf } from './show-pdf.ts';

// The document of a sandboxed frame: no origin, so that a PDF that breaks out of its reader finds nothing here.

const tell = (message: FromPdfFrame) => window.parent.postMessage(message, '*');

window.addEventListener('message', ({ source, data }: MessageEvent<ToPdfFrame>) => {
  if (source !== window.parent) return;
  switch (data.type) {
    case 'pdf-show':
      showPdf(data.bytes, document.body).then(tell, () => tell({ type: 'pdf-failed', why: 'damaged' }));
      break;
    case 'pdf-name-pages':
      namePages(data.names);
      break;
  }
});
tell({ type: 'pdf-ready' });

/** Gives the pages their names for a screen reader, in their order. */
function namePages(names: readonly string[]): void {
  for (const [index, page] of document.querySelectorAll('canvas').entries())
    page.setAttribute('aria-label', names[index] ?? '');
}
