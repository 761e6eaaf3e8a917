import { Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { Cue } from '../../../../shared/mail/cues/cue.ts';
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
import { isTooLarge } from '../safe-html/too-large.ts';
import type { MessageLink } from '../safe-html/links.ts';
import { InvitationCard } from '../invitation/invitation-card.tsx';
import { AttachmentChip } from './attachment-chip.tsx';
import { MessageBody } from './message-body.tsx';
import { AsSent, ColoursStrip, ImagesStrip, NotesStrip, PaperStrip } from './message-strips.tsx';
import { useReceipt } from './use-receipt.ts';
import { plainTextOf } from '../../../../shared/mail/compose/plain-text-of.ts';
import { unsubscribing } from '../../../../shared/mail/unsubscribe.ts';
import { useMailto } from '../use-compose.ts';
import { ListStrip } from './list-strip.tsx';
import { SignatureStrip } from './signature-strip.tsx';
import { LargeStrip } from './large-strip.tsx';
import { ReadReportStrip } from './read-report-strip.tsx';
import { ReceiptStrip } from './receipt-strip.tsx';
import { CueStrip } from './cue-strip.tsx';
import { type StackedStrip, StripStack } from './strip-stack.tsx';
import { useAsSent } from './use-as-sent.ts';
import { useImages } from './use-images.ts';
import { useSaveAll } from './use-save-all.ts';
import { WholeStrip } from './whole-strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';

export interface OpenedMessageProps {
  readonly message: OpenedMessage;
  /** The rest of it is on its way. */
  readonly coming: boolean;
  /** The person asks for the whole message. */
  readonly onWhole: () => void;
  readonly plain: boolean;
  readonly offline: boolean;
  readonly cues: readonly Cue[];
  readonly onShown: () => void;
  readonly accountId: string;
  readonly onLink: (url: string) => void;
  /** The links of the body, for the question before one is opened. */
  readonly onLinks: (links: readonly MessageLink[]) => void;
}

/** Strips, attachments and body of a message that is there. Give it the message as key. */
export function OpenedMessageView(props: OpenedMessageProps) {
  const say = useSay();
  const { message, coming, onWhole, plain, offline, cues, onShown, onLinks, accountId } = props;
  const dark = useDark();
  const paper = useAsSent(message.from[0]?.address ?? '');
  const { asSent } = paper;
  const images = useImages();
  const { loaded } = images;
  const [wantsPage, setWantsPage] = useState(false);
  const isLarge = useMemo(() => message.html !== null && isTooLarge(message.html), [message]);
  const asText = isLarge && !wantsPage;
  const shown = useMemo(
    () =>
      documentOf(message, plain || asText, { inlineImages: message.inlineImages, loaded, dark, asSent, say }),
    [message, plain, asText, loaded, dark, asSent, say],
  );
  const tellLinks = useLatest(onLinks);
  useEffect(() => tellLinks(shown.links), [shown, tellLinks]);
  const load = () => void images.load(shown.blocked.urls);
  useCommand('load-images', load);
  useCommand('show-as-sent', paper.toggle);

  const chips = message.attachments.filter(({ inline }) => !inline);
  const all = useSaveAll(message.messageId, chips);
  const fields = message.headers ?? [];
  const list = unsubscribing(fields);
  const receipt = useReceipt(message, accountId);
  const write = useMailto(accountId);
  const colours = shown.adapted ? <AsSent onPress={paper.toggle} onAlways={paper.always} /> : null;
  const strips: readonly (StackedStrip | false)[] = [
    cues.length > 0 && { key: 'cues', strip: <CueStrip cues={cues} /> },
    asText && {
      key: 'large',
      strip: <LargeStrip bytes={message.html?.length ?? 0} onShow={() => setWantsPage(true)} />,
    },
    message.signature !== undefined && {
      key: 'signature',
      strip: <SignatureStrip report={message.signature} />,
    },
    message.wholeFetchable && {
      key: 'whole',
      strip: (
        <WholeStrip
          refused={message.refused}
          isListed={chips.length > 0}
          disabled={coming || offline}
          onPress={onWhole}
        />
      ),
    },
    message.receipt !== undefined && {
      key: 'report',
      strip: <ReadReportStrip receipt={message.receipt} from={message.from[0]?.address ?? ''} />,
    },
    shown.blocked.count > 0 && {
      key: 'images',
      strip: <ImagesStrip blocked={shown.blocked} loading={images.loading} onLoad={load} colours={colours} />,
    },
    receipt !== null && {
      key: 'receipt',
      strip: <ReceiptStrip receipt={receipt} sender={message.from[0]} />,
    },
    list !== null && {
      key: 'list',
      strip: <ListStrip list={list} offline={offline} onLink={props.onLink} onWrite={write} />,
    },
    message.notes.length > 0 && { key: 'notes', strip: <NotesStrip notes={message.notes} /> },
    shown.blocked.count === 0 &&
      colours !== null && { key: 'colours', strip: <ColoursStrip colours={colours} /> },
    dark && paper.isAlways && { key: 'paper', strip: <PaperStrip onForget={paper.forget} /> },
  ];
  return (
    <>
      <StripStack strips={strips.filter((each) => each !== false)} />
      {chips.length > 0 && (
        <ul className="chips" aria-label={say('Attachments')}>
          {chips.map((info) => (
            <AttachmentChip key={info.index} messageId={message.messageId} info={info} offline={offline} />
          ))}
          {all.canSaveAll && (
            <li className="chips-all">
              <Button icon={Download} label={say('Save all…')} disabled={all.isBusy} onPress={all.saveAll} />
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
  const text = message.text ?? (message.html === null ? '' : plainTextOf(message.html));
  return textDocument(text, options.dark);
}

/** Said in place of a blank page. */
function NoText({ onShown }: { readonly onShown: () => void }) {
  const say = useSay();
  const shown = useLatest(onShown);
  useEffect(() => shown(), [shown]);
  return <p className="read-wait">{say('This message has no text that can be shown.')}</p>;
}
