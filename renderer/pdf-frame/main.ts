import type { FromPdfFrame, ToPdfFrame } from '../../shared/contracts/pdf-frame.ts';
import './pdf-frame.css';
import { namePages, showPdf } from './show-pdf.ts';

// The document of a sandboxed frame: no origin, so that a PDF that breaks out of its reader finds nothing here.

const tell = (message: FromPdfFrame) => window.parent.postMessage(message, '*');

window.addEventListener('message', ({ source, data }: MessageEvent<ToPdfFrame>) => {
  if (source !== window.parent) return;
  if (data.type === 'pdf-name-pages') return namePages(data.names, document.body);
  showPdf(data.bytes, document.body).then(tell, () => tell({ type: 'pdf-failed', why: 'damaged' }));
});
tell({ type: 'pdf-ready' });
