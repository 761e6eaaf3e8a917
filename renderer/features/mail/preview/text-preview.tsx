import { useMemo } from 'react';
import { htmlDocument, textDocument } from '../safe-html/message-document.ts';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { PreviewFrame, type PreviewProps } from './preview-frame.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** The beginning of a text file, in a frame that can do nothing else. */
export function TextPreview({ bytes, name, dark }: PreviewProps) {
  const source = useMemo(() => textDocument(textOf(bytes), dark).srcdoc, [bytes, dark]);
  return <PreviewFrame title={name} source={source} />;
}

/** A message that came as a file: its text as any other message's, with nothing loaded from elsewhere. */
export function MessageTextPreview({
  message,
  dark,
}: {
  readonly message: OpenedMessage;
  readonly dark: boolean;
}) {
  const say = useSay();
  const { html, text, inlineImages } = message;
  const source = useMemo(() => {
    const options = { inlineImages, loaded: new Map(), dark, asSent: false, say };
    return (html === null ? textDocument(text ?? '', dark) : htmlDocument(html, options)).srcdoc;
  }, [html, text, inlineImages, dark, say]);
  return <PreviewFrame title={say('Message text')} source={source} />;
}

/** By its byte order mark, UTF-8 where the bytes are that, else Windows Western. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // A cut may fall inside a character, which does not speak against UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
