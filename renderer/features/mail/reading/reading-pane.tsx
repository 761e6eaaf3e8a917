import { Code, Flag, Forward, Mail, MailOpen, Reply, ReplyAll, Type } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { Acquaintance, Cue } from '../../../../shared/mail/cues/cue.ts';
import { Button } from '../../../components/button.tsx';
import { FollowStrip } from '../follow-up/follow-strip.tsx';
import { FiledStrip } from '../filing/filed-strip.tsx';
import { parseSender } from '../../../components/format/sender.ts';
import { Isolated } from '../../../components/isolated.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useCommands, useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { noSubject } from '../list/row-label.ts';
import type { MessageLink } from '../safe-html/links.ts';
import { useReplies } from '../use-compose.ts';
import { BodyFault, BodyWait } from './body-wait.tsx';
import { HeaderCard, type HeaderFacts } from './header-card.tsx';
import { HeadersView } from './headers-view.tsx';
import { OpenedMessageView } from './opened-message.tsx';
import { SourceView } from './source-view.tsx';
import { isOfSender, useCues } from './use-cues.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useOpened } from './use-opened.ts';
import { useWatched } from './use-watched.ts';
import { useTip } from '../../../hooks/use-key-of.ts';
import { useSay } from '../../../hooks/use-say.ts';

type View = 'message' | 'source' | 'headers';

export interface ReadingPaneProps {
  readonly messageId: string;
  readonly settled: boolean;
  readonly offline: boolean;
  readonly onShown: () => void;
  readonly onLinks: (links: readonly MessageLink[]) => void;
  /** A link that does not stand in the message is to be asked about. */
  readonly onLink: (url: string) => void;
  /** Whom one knows; a sender is compared with them. */
  readonly people: readonly Acquaintance[];
}

/** One message: headers at once from the list, the rest when it is there. Give it the message as key. */
export function ReadingPane(props: ReadingPaneProps) {
  const say = useSay();
  const tip = useTip();
  const { messageId, settled, offline, onShown, onLinks, people } = props;
  const { reader } = useServices();
  useWatched(messageId);
  const row = useLive(`message ${messageId}`, async () => (await reader.message(messageId)) ?? null);
  const { opening, stop, retry, fetchWhole } = useOpened(messageId, settled);
  const [view, setView] = useState<View>('message');
  const [plain, setPlain] = useState(false);
  const opened = opening.state === 'open' ? opening.message : null;
  const [links, setLinks] = useState<readonly MessageLink[]>([]);
  const cues = useCues(opened, links, people);
  const tellLinks = (found: readonly MessageLink[]) => {
    setLinks(found);
    onLinks(found);
  };
  const bothKinds = opened?.html !== null && Boolean(opened?.text);
  const togglePlain = () => setPlain(bothKinds && !plain);
  const toggle = (wanted: View) => setView(view === wanted ? 'message' : wanted);
  useCommand('source', () => toggle('source'));
  useCommand('all-headers', () => toggle('headers'));
  useCommand('plain-text', togglePlain);
  useReplies(opened, row?.accountId ?? null);
  useMarkRead(messageId, settled && opened !== null, row?.read === false);

  if (row === undefined) return null;
  if (row === null && !opened) return <p className="read-wait">{say('This message is no longer here.')}</p>;
  return (
    <>
      <Head subject={opened?.subject ?? row?.subject ?? ''} facts={factsOf(opened, row)} cues={cues}>
        <ReplyButtons disabled={opened === null} />
        {row && <ReadButton row={row} />}
        <FlagButton row={row} />
        {bothKinds && (
          <Button kind="icon" icon={Type} label={say('Plain text')} pressed={plain} onPress={togglePlain} />
        )}
        <Button
          kind="icon"
          icon={Code}
          label={say('Source')}
          tip={tip(say('Source'), 'source')}
          pressed={view === 'source'}
          onPress={() => toggle('source')}
        />
      </Head>
      {row && <FiledStrip row={row} />}
      {row && <FollowStrip row={row} />}
      {view === 'source' ? (
        <SourceView messageId={messageId} onClose={() => setView('message')} />
      ) : view === 'headers' ? (
        <HeadersView messageId={messageId} onClose={() => setView('message')} />
      ) : opening.state === 'open' ? (
        <OpenedMessageView
          message={opening.message}
          coming={opening.coming}
          onWhole={fetchWhole}
          plain={plain}
          offline={offline}
          onShown={onShown}
          cues={cues}
          accountId={row?.accountId ?? ''}
          onLinks={tellLinks}
          onLink={props.onLink}
        />
      ) : (
        <div className="read-body">
          {opening.state === 'loading' ? (
            <BodyWait opening={opening} size={row?.size ?? 0} onStop={stop} />
          ) : (
            <BodyFault
              failure={opening.failure}
              preview={row?.preview ?? ''}
              nextTryAt={row?.fault?.nextTryAt ?? null}
              onRetry={retry}
            />
          )}
        </div>
      )}
    </>
  );
}

function Head({
  subject,
  facts,
  cues,
  children,
}: {
  readonly subject: string;
  readonly facts: HeaderFacts;
  readonly cues: readonly Cue[];
  readonly children: ReactNode;
}) {
  const say = useSay();
  return (
    <header className="read-head">
      <div className="read-top">
        <h1 className="title selectable">{subject ? <Isolated text={subject} /> : noSubject(say)}</h1>
        <div className="read-actions" role="toolbar" aria-label={say('Message')}>
          {children}
        </div>
      </div>
      <HeaderCard {...facts} isOdd={cues.some(isOfSender)} />
    </header>
  );
}

function FlagButton({ row }: { readonly row: MessageRow | null }) {
  const say = useSay();
  const commands = useCommands();
  const tip = useTip();
  const label = row?.flagged ? say('Remove flag') : say('Flag');
  return (
    <Button
      kind="icon"
      icon={Flag}
      label={label}
      tip={tip(label, 'flag')}
      pressed={row?.flagged ?? false}
      disabled={row === null}
      onPress={() => commands.send('flag')}
    />
  );
}

function ReadButton({ row }: { readonly row: MessageRow }) {
  const say = useSay();
  const commands = useCommands();
  return (
    <Button
      kind="icon"
      icon={row.read ? Mail : MailOpen}
      label={row.read ? say('Mark as unread') : say('Mark as read')}
      onPress={() => commands.send(row.read ? 'mark-unread' : 'mark-read')}
    />
  );
}

/** The message's own headers once they are there, the list's until then. */
function factsOf(opened: OpenedMessage | null, row: MessageRow | null): HeaderFacts {
  if (opened)
    return { ...opened, from: opened.from.length > 0 || !row ? opened.from : [parseSender(row.from)] };
  const to = row?.to.trim() ? [{ name: row.to.trim(), address: '' }] : [];
  return { from: row?.from.trim() ? [parseSender(row.from)] : [], to, cc: [], date: row?.date ?? null };
}

function ReplyButtons({ disabled }: { readonly disabled: boolean }) {
  const say = useSay();
  const commands = useCommands();
  const tip = useTip();
  const each = { kind: 'icon', disabled } as const;
  return (
    <>
      <Button
        {...each}
        icon={Reply}
        label={say('Reply')}
        tip={tip(say('Reply'), 'reply')}
        onPress={() => commands.send('reply')}
      />
      <Button
        {...each}
        icon={ReplyAll}
        label={say('Reply to all')}
        tip={tip(say('Reply to all'), 'reply-all')}
        onPress={() => commands.send('reply-all')}
      />
      <Button
        {...each}
        icon={Forward}
        label={say('Forward')}
        tip={tip(say('Forward'), 'forward')}
        onPress={() => commands.send('forward')}
      />
    </>
  );
}
