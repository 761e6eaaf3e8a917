import { useMemo } from 'react';
import { dataUrl } from '../safe-html/images.ts';
import { frameDocument } from '../safe-html/document.ts';
import { imageFacts } from './image-facts.ts';
import { PreviewFrame, type PreviewProps } from './preview-frame.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** A picture of this many pixels takes 400 MB once decoded. */
const MOST_PIXELS = 100_000_000;

/** A picture in a frame that can do nothing else. */
export function ImagePreview({ bytes, name, dark }: PreviewProps) {
  const say = useSay();
  const facts = useMemo(() => imageFacts(bytes), [bytes]);
  const source = useMemo(
    () => (facts ? pictureDocument(bytes, facts.mimeType, dark) : ''),
    [bytes, facts, dark],
  );
  if (!facts)
    return <p className="preview-note">{say('This file does not hold a picture that can be shown.')}</p>;
  if (facts.width * facts.height > MOST_PIXELS)
    return (
      <p className="preview-note">
        {say(
          'This picture says that it has {width, plural, one {# pixel} other {# pixels}} by {height}. That is too large to be shown here. Save it, and open it with a program for pictures if you trust it.',
          { width: facts.width, height: String(facts.height) },
        )}
      </p>
    );
  return <PreviewFrame title={name} source={source} />;
}

function pictureDocument(bytes: Uint8Array, mimeType: string, dark: boolean): string {
  const css = 'body{display:grid;place-items:center;min-height:100vh;padding:16px;box-sizing:border-box}';
  const picture = `<body><img alt="" src="${dataUrl({ contentId: '', mimeType, bytes }) ?? ''}"></body>`;
  return frameDocument(picture, css, dark ? 'own-dark' : 'light');
}
