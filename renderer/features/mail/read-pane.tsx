import { ChevronLeft } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import type { FolderRow, MessageRow } from '../../store/tables.ts';
import { Conversation } from './conversation/conversation.tsx';
import { ManySelected, NoMessage } from './empty-panes.tsx';
import type { Selection } from './list/selection.ts';
import { focusMessageText } from '../../hooks/panes.ts';
import { useMailto } from './use-compose.ts';
import { LinkDialog } from './reading/link-dialog.tsx';
import { ReadingPane } from './reading/reading-pane.tsx';
import { useAcquaintances } from './reading/use-acquaintances.ts';
import type { MessageLink } from './safe-html/links.ts';
import { useSay } from '../../hooks/use-say.ts';

export interface ReadPaneProps {
  readonly folder: FolderRow | null;
  readonly selection: Selection;
  readonly offline: boolean;
  readonly onShown: () => void;
  /** Another message of the same conversation is chosen. */
  readonly onGoTo: (row: MessageRow) => void;
  /** Present where the list is hidden behind the message. */
  readonly onBack?: () => void;
}

/** The third pane: one message, several selected, or none. */
export function ReadPane({ folder, selection, offline, onShown, onGoTo, onBack }: ReadPaneProps) {
  const say = useSay();
  const [links, setLinks] = useState<readonly MessageLink[]>([]);
  const [asked, setAsked] = useState<string | null>(null);
  const write = useMailto(folder?.accountId ?? null);
  const { cursor, ids, settled } = selection;
  const people = useAcquaintances(cursor?.id ?? null);
  const one = cursor && ids.size === 1 && ids.has(cursor.id) ? cursor.id : null;
  return (
    <main className="pane-read" tabIndex={-1} data-pane="read" onKeyDown={pageOnSpace}>
      {onBack && <Button kind="link" icon={ChevronLeft} label={say('Back to the list')} onPress={onBack} />}
      {one !== null ? (
        <ReadingPane
          key={one}
          messageId={one}
          settled={settled}
          offline={offline}
          onShown={onShown}
          onLinks={setLinks}
          people={people}
          onLink={setAsked}
        />
      ) : ids.size > 1 ? (
        <ManySelected count={ids.size} />
      ) : (
        <NoMessage total={folder ? (folder.total ?? 0) : null} />
      )}
      {one !== null && <Conversation messageId={one} onOpen={onGoTo} />}
      <LinkDialog links={links} asked={asked} onWrite={write} onClosed={() => setAsked(null)} />
    </main>
  );
}

/** Space on the pane itself moves into the text, where the next Space pages it. */
function pageOnSpace(event: KeyboardEvent<HTMLElement>): void {
  const own = event.target === event.currentTarget;
  if (!own || !['Space', 'PageDown', 'ArrowDown'].includes(event.code)) return;
  event.preventDefault();
  focusMessageText();
}
