import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { type MessageLink, otherHostNamed } from '../safe-html/links.ts';
import { linkParts, linkWarnings } from './link-words.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** Asks before a clicked link is opened: the whole address, its host emphasised, and what is odd about it. */
export function LinkDialog({
  links,
  asked,
  onWrite,
  onClosed,
}: {
  readonly links: readonly MessageLink[];
  /** A link that a button of the window is about; one that is clicked in the message comes by itself. */
  readonly asked: string | null;
  readonly onClosed: () => void;
  /** A mail address: a message to it begins. */
  readonly onWrite: (url: string) => void;
}) {
  const say = useSay();
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const [clicked, setClicked] = useState<string | null>(null);
  useEffect(() => bridge.on('link.clicked', (link) => setClicked(link.url)), [bridge]);
  const url = clicked ?? asked;
  if (url === null || !URL.canParse(url)) return null;

  const parts = linkParts(url);
  const close = () => {
    setClicked(null);
    onClosed();
  };
  const open = () => {
    close();
    if (parts.mail) return onWrite(url);
    askMain(bridge, 'link.open', { url }).catch(tellFailure);
  };
  const named = links.filter((link) => link.url === url).flatMap((link) => otherHostNamed(link) ?? []);
  const warnings = linkWarnings(url, named, say);
  return (
    <Dialog label={say('Open this link')} onClose={close}>
      <div className="dialog-body">
        <h2 className="heading">{parts.mail ? say('Write to this address') : say('Open this link')}</h2>
        <p>{parts.mail ? say('A new message would begin, to:') : say('Your browser would open:')}</p>
        <p className="link-address mono selectable">
          {parts.before}
          <b>{parts.host}</b>
          <Isolated text={parts.after} />
        </p>
        {warnings.map((warning) => (
          <p className="caution" key={warning}>
            <Icon of={TriangleAlert} />
            {warning}
          </p>
        ))}
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Leave it')} onPress={close} />
        <Button kind="primary" label={parts.mail ? say('Write') : say('Open')} onPress={open} />
      </div>
    </Dialog>
  );
}
