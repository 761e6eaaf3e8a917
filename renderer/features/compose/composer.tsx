import {
  type ClipboardEvent,
  type DragEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { AccountSummary, Bridge } from '../../../shared/contracts/main.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { identityAt, NO_SIGNATURE } from '../../../shared/mail/compose/identity.ts';
import type { KeptDraft } from '../../../shared/mail/compose/kept-draft.ts';
import { isPicture, withoutLostPictures } from '../../../shared/mail/compose/pictures.ts';
import type { RichTextHandle } from '../../components/rich-text.tsx';
import { AttachmentStrip } from './attachment-strip.tsx';
import { BodyEditor } from './body-editor.tsx';
import { ComposeBar } from './compose-bar.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import type { DraftsConnection } from './draft-calls.ts';
import { FromRow, type Sender } from './from-row.tsx';
import { LaterDialog } from './later-dialog.tsx';
import { ReceiptToggle } from './receipt-toggle.tsx';
import { RecipientRows } from './recipient-rows.tsx';
import { SavedWords } from './saved-words.tsx';
import { SendButton } from './send-button.tsx';
import { StatusLine } from './status-line.tsx';
import { withSignature } from '../../components/signature.ts';
import { useAttachments } from './use-attachments.ts';
import { useComposeKeys } from './use-compose-keys.ts';
import { useDraft } from './use-draft.ts';
import type { Proposed } from '../../../shared/people/rank-people.ts';
import { addressList } from './use-people.ts';
import { useOffline } from './use-offline.ts';
import { usePictures } from './use-pictures.ts';
import { useSending } from './use-sending.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useFocusStays } from '../../hooks/use-focus-stays.ts';
import { useUndoTime } from '../../hooks/use-undo-time.ts';

export interface ComposerProps {
  readonly first: KeptDraft;
  readonly accounts: readonly AccountSummary[];
  readonly known: readonly Proposed[];
  readonly bridge: Bridge;
  readonly drafts: DraftsConnection;
  readonly now: () => number;
}

/** The window in which one message is written. */
export function Composer({ first, accounts, known, bridge, drafts, now }: ComposerProps) {
  const say = useSay();
  const { calls } = drafts;
  const edited = useDraft(first, calls);
  const { kept, saving, edit } = edited;
  const { draft } = kept;
  const { body } = draft;
  const files = useAttachments(edited, calls, bridge);
  const whole = useRef<HTMLElement>(null);
  useFocusStays(whole, () => whole.current?.querySelector<HTMLElement>('.compose-subject')?.focus());
  const editor = useRef<RichTextHandle>(null);
  const pictures = usePictures({ draft, files, calls, bridge, editor });
  const sending = useSending({ edited, accounts, calls, bridge });
  const copy = useSyncExternalStore(drafts.onCopies, () => drafts.copyOf(draft.id));
  const offline = useOffline(copy);
  const [undoSeconds, setUndoSeconds] = useUndoTime();
  const people = useMemo(
    () => ({ known, find: addressList(calls, draft.accountId) }),
    [known, calls, draft.accountId],
  );
  const [asks, setAsks] = useState<'discard' | 'later' | null>(null);
  /** Counts what was written into the body from outside: the editor takes it up anew. */
  const [turn, setTurn] = useState(0);
  const change = (part: Partial<Draft>) =>
    edit((before) => ({ ...before, draft: { ...before.draft, ...part } }));
  const choose = (sender: Sender) => {
    change(sentFrom(draft, accounts, sender));
    setTurn(turn + 1);
  };
  const { reason, over, busy } = sending;
  const tooLarge =
    over === null
      ? null
      : say('it is too large for this server. Remove an attachment, or choose Try anyway.');
  const held = busy ? say('it is being handed to the Outbox.') : (reason ?? tooLarge);
  const sendSoon = () => sending.send(now() + undoSeconds * 1000);
  useComposeKeys(bridge.platform, {
    send: sendSoon,
    save: () => void edited.flush().catch(() => undefined), // what failed stands beside the toolbar
    close: () => sending.close(false),
    attach: files.choose,
    discard: () => setAsks('discard'),
  });
  const title = draft.subject.trim() || say('New message');
  useEffect(() => {
    document.title = title;
  }, [title]);
  /** Files are taken wherever they are dropped or pasted, pictures into formatted text; the editor does not see them. */
  const takeFiles = (event: DragEvent | ClipboardEvent, { files: given }: DataTransfer) => {
    if (given.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const inText = body.kind === 'html' && isInText(event.target);
    if (inText && [...given].every(({ type }) => isPicture(type))) pictures.take([...given]);
    else files.take([...given]);
  };
  /** Text that was copied from a word processor comes with a picture of itself. */
  const paste = (event: ClipboardEvent) => {
    if (!event.clipboardData.types.includes('text/plain')) takeFiles(event, event.clipboardData);
  };

  return (
    <main
      className="compose"
      ref={whole}
      aria-label={say('Message')}
      onDropCapture={(event) => takeFiles(event, event.dataTransfer)}
      onDragOver={(event) => event.preventDefault()}
      onPasteCapture={paste}
    >
      <h1 className="unseen">{title}</h1>
      <ComposeBar
        send={
          <SendButton
            held={held}
            offline={offline}
            undoSeconds={undoSeconds}
            onSend={sendSoon}
            onAtOnce={() => sending.send(now())}
            onLater={() => setAsks('later')}
          />
        }
        onAttach={files.choose}
        onPicture={body.kind === 'html' ? (pictures.shown?.onChoose ?? null) : null}
        onDiscard={() => setAsks('discard')}
      >
        <ReceiptToggle
          asks={draft.asksReceipt === true}
          onChange={(asksReceipt) => change({ asksReceipt })}
        />
        <SavedWords saving={saving} copy={copy} />
      </ComposeBar>
      <FromRow
        accountId={draft.accountId}
        from={draft.from}
        accounts={accounts}
        onChoose={choose}
        onType={(accountId, from) => change({ accountId, from })}
      />
      <RecipientRows edited={edited} people={people} />
      <label className="compose-row">
        <span className="compose-label">{say('Subject')}</span>
        <input
          className="compose-subject"
          dir="auto"
          value={draft.subject}
          onChange={(event) => change({ subject: event.target.value })}
        />
      </label>
      <AttachmentStrip
        draft={withoutLostPictures(draft)}
        over={over}
        onRemove={files.remove}
        onTryAnyway={() => sending.send(now() + undoSeconds * 1000, true)}
      />
      {reason !== null && <p className="compose-reason">{say('Held because: {reason}', { reason })}</p>}
      {pictures.shown && (
        <BodyEditor
          key={turn}
          body={body}
          pictures={pictures.shown}
          handle={editor}
          onChange={(next) => change({ body: next })}
        />
      )}
      <StatusLine body={body} savedAt={kept.savedAt} copy={copy} undo={undoSeconds} onUndo={setUndoSeconds} />
      {asks === 'discard' && (
        <DiscardDialog
          attachments={draft.attachments.length}
          onKeep={() => setAsks(null)}
          onDiscard={sending.discard}
        />
      )}
      {asks === 'later' && (
        <LaterDialog now={now} onClose={() => setAsks(null)} onSend={(at) => sending.send(at)} />
      )}
    </main>
  );
}

function isInText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="textbox"]') !== null;
}

/** The draft from somebody else: their signature in the place of the last one's, their Reply-To where the last one's stood. */
function sentFrom(
  { accountId, from, replyTo, body }: Draft,
  accounts: readonly AccountSummary[],
  { accountId: nextId, identity }: Sender,
): Partial<Draft> {
  const account = accounts.find(({ id }) => id === accountId);
  const before = identityAt(account?.identities ?? [], from.address);
  const isTheirs = replyTo.every(({ address }) => address === before?.replyTo);
  const { name, address, signature } = identity;
  const own = identity.replyTo === null ? [] : [{ name: '', address: identity.replyTo }];
  return {
    accountId: nextId,
    from: { name, address },
    replyTo: isTheirs ? own : replyTo,
    body: withSignature(body, before?.signature ?? NO_SIGNATURE, signature),
  };
}
