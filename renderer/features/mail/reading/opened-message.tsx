import { Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import { Button } from '../../../components/button.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useDark } from '../../../hooks/use-dark.ts';
import { useLatest } from '../../../hooks/use-latest.ts';
import {
  htmlDocument,
  type HtmlOptions,
  type MessageDocument,
  textDocument,
} from '../safe-html/message-document.ts';
import type { MessageLink } from '../safe-html/links.ts';
import { InvitationCard } from '../invitation/invitation-card.tsx';
import { AttachmentChip } from './attachment-chip.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageStrips } from './message-strips.tsx';
import { useImages } from './use-images.ts';
import { useSaveAll } from './use-save-all.ts';
import { WholeStrip } from './whole-strip.tsx';

export interface OpenedMessageProps {
  readonly message: OpenedMessage;
  /** The rest of it is on its way. */
  readonly coming: boolean;
  /** The person asks for the whole message. */
  readonly onWhole: () => void;
  readonly plain: boolean;
  readonly offline: boolean;
  readonly onShown: () => void;
  /** The links of the body, for the question before one is opened. */
  readonly onLinks: (links: readonly MessageLink[]) => void;
}

/** Strips, attachments and body of a message that is there. Give it the message as key. */
export function OpenedMessageView(props: OpenedMessageProps) {
  const { message, coming, onWhole, plain, offline, onShown, onLinks } = props;
  const dark = useDark();
  const [asSent, setAsSent] = useState(false);
  const images = useImages();
  const { loaded } = images;
  const shown = useMemo(
    () => documentOf(message, plain, { inlineImages: message.inlineImages, loaded, dark, asSent }),
    [message, plain, loaded, dark, asSent],
  );
  const tellLinks = useLatest(onLinks);
  useEffect(() => tellLinks(shown.links), [shown, tellLinks]);
  const load = () => void images.load(shown.blocked.urls);
  const toggleAsSent = () => setAsSent(!asSent);
  useCommand('load-images', load);
  useCommand('show-as-sent', toggleAsSent);

  const chips = message.attachments.filter(({ inline }) => !inline);
  const all = useSaveAll(message.messageId, chips);
  return (
    <>
      {message.wholeFetchable && (
        <WholeStrip
          refused={message.refused}
          isListed={chips.length > 0}
          disabled={coming || offline}
          onPress={onWhole}
        />
      )}
      <MessageStrips
        notes={message.notes}
        blocked={shown.blocked}
        loading={images.loading}
        onLoad={load}
        adapted={shown.adapted}
        onShowAsSent={toggleAsSent}
      />
      {chips.length > 0 && (
        <ul className="chips" aria-label="Attachments">
          {chips.map((info) => (
            <AttachmentChip key={info.index} messageId={message.messageId} info={info} offline={offline} />
          ))}
          {all.canSaveAll && (
            <li className="chips-all">
              <Button icon={Download} label="Save all…" disabled={all.isBusy} onPress={all.saveAll} />
            </li>
          )}
        </ul>
      )}
      {message.calendar !== null && <InvitationCard message={message} />}
      <div className="read-body">
        {shown.blank ? <NoText onShown={onShown} /> : <MessageBody document={shown} onShown={onShown} />}
      </div>
    </>
  );
}

/** The body to show: HTML unless plain text is wanted, or the HTML has nothing in it that may be shown. */
function documentOf(message: OpenedMessage, plain: boolean, options: HtmlOptions): MessageDocument {
  const html = message.html === null || plain ? null : htmlDocument(message.html, options);
  if (html && !(html.blank && message.text?.trim())) return html;
  return textDocument(message.text ?? '', options.dark);
}

/** Said in place of a blank page. */
function NoText({ onShown }: { readonly onShown: () => void }) {
  const shown = useLatest(onShown);
  useEffect(() => shown(), [shown]);
  return <p className="read-wait">This message has no text that can be shown.</p>;
}
