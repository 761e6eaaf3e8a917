import { useEffect } from 'react';
import type { MessageDocument } from '../safe-html/message-document.ts';
import { useSay } from '../../../hooks/use-say.ts';

/**
 * The message's text in its own sandboxed document: no script, no origin, its own content policy. Serialised once;
 * a new document makes a new frame, so that nothing of the last one stays.
 */
export function MessageBody({
  document: shown,
  onShown,
}: {
  readonly document: MessageDocument;
  readonly onShown: () => void;
}) {
  const say = useSay();
  // A frame that is taken away with the focus in it leaves the focus nowhere; the pane gets it back.
  useEffect(
    () => () => {
      if (document.activeElement?.matches('.read-frame')) {
        document.querySelector<HTMLElement>('[data-pane="read"]')?.focus();
      }
    },
    [shown],
  );
  return (
    <iframe
      key={shown.srcdoc}
      className="read-frame"
      title={say('Message text')}
      sandbox="allow-popups"
      referrerPolicy="no-referrer"
      srcDoc={shown.srcdoc}
      onLoad={onShown}
    />
  );
}
