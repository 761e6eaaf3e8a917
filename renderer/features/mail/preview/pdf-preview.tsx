import { useEffect, useRef, useState } from 'react';
import {
  type FromPdfFrame,
  MOST_PDF_PAGES,
  type ToPdfFrame,
} from '../../../../shared/contracts/pdf-frame.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { useSay } from '../../../hooks/use-say.ts';

function failedWords(why: 'password' | 'damaged', say: Say): string {
  return why === 'password'
    ? say('This PDF asks for a password. Open it with a program for PDF files.')
    : say('This PDF could not be read. It may be damaged. Save it and try another program.');
}

/** A PDF in a frame of its own without an origin: no scripts of the file, no forms, no links, pages only. */
export function PdfPreview({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }) {
  const say = useSay();
  const frame = useRef<HTMLIFrameElement>(null);
  const [failed, setFailed] = useState<'password' | 'damaged' | null>(null);
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<FromPdfFrame>) => {
      if (source === null || source !== frame.current?.contentWindow) return;
      switch (data.type) {
        case 'pdf-ready': {
          const show: ToPdfFrame = { type: 'pdf-show', bytes };
          frame.current?.contentWindow?.postMessage(show, '*');
          break;
        }
        case 'pdf-shown': {
          const names: ToPdfFrame = { type: 'pdf-name-pages', names: pageNames(data.pages, say) };
          frame.current?.contentWindow?.postMessage(names, '*');
          setShown(true);
          break;
        }
        case 'pdf-failed':
          setFailed(data.why);
          break;
      }
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [bytes, say]);

  if (failed) return <p className="preview-note">{failedWords(failed, say)}</p>;
  return (
    <iframe
      ref={frame}
      className="preview-frame"
      title={name}
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      src="./pdf-frame.html"
      aria-busy={!isShown}
    />
  );
}

/** `pages` is what a document from outside told: no more than are shown. */
function pageNames(pages: number, say: Say): readonly string[] {
  return Array.from({ length: Math.min(pages, MOST_PDF_PAGES) }, (_, index) =>
    say('Page {page} of {pages}', { page: index + 1, pages }),
  );
}
