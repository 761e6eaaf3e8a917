import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// oxlint-disable-next-line import/default -- the bundler gives the file's address
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { type FromPdfFrame, MOST_PDF_PAGES } from '../../shared/contracts/pdf-frame.ts';

/** Pixels of one page; a page may call itself kilometres wide. */
const MOST_PIXELS = 8_000_000;
/** Pages this far from view are drawn already. */
const AHEAD = '600px';

/** Draws the pages of a PDF one below the other, each when it comes into view. Scripts, forms and links are left out. */
export async function showPdf(bytes: Uint8Array, root: HTMLElement): Promise<FromPdfFrame> {
  GlobalWorkerOptions.workerSrc = new URL(workerUrl, document.baseURI).href;
  const loading = getDocument({
    data: bytes,
    enableXfa: false,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: true,
    maxImageSize: MOST_PIXELS,
  });
  let isLocked = false;
  loading.onPassword = () => {
    isLocked = true;
    void loading.destroy();
  };
  try {
    const pdf = await loading.promise;
    await layOut(pdf, root);
    return { type: 'pdf-shown', pages: pdf.numPages };
  } catch {
    return { type: 'pdf-failed', why: isLocked ? 'password' : 'damaged' };
  }
}

async function layOut(pdf: PDFDocumentProxy, root: HTMLElement): Promise<void> {
  const pages = new Map<Element, number>();
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLCanvasElement)) continue;
        seen.unobserve(target);
        void draw(pdf, pages.get(target) ?? 1, target).catch(() => target.classList.add('damaged'));
      }
    },
    { rootMargin: AHEAD },
  );
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  root.replaceChildren();
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PDF_PAGES); number += 1) {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    // The first page's shape stands in for one that was not looked at yet, so that nothing jumps by much.
    canvas.style.aspectRatio = `${first.width} / ${first.height}`;
    pages.set(canvas, number);
    root.append(canvas);
    seen.observe(canvas);
  }
}

async function draw(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement): Promise<void> {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const wanted = (canvas.clientWidth * window.devicePixelRatio) / natural.width;
  const most = Math.sqrt(MOST_PIXELS / (natural.width * natural.height));
  const viewport = page.getViewport({ scale: Math.min(wanted, most) });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  canvas.style.aspectRatio = `${natural.width} / ${natural.height}`;
  await page.render({ canvas, viewport }).promise;
  page.cleanup();
}
