import { Flag, FolderInput, Mail, MailOpen, RefreshCw, SquarePen, Trash2, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useCommands } from '../../hooks/services.ts';
import type { PaneLayout } from '../../hooks/use-layout.ts';

/** The window's main commands. */
export function Toolbar({
  syncing,
  selected,
  layout,
  search,
}: {
  readonly syncing: boolean;
  /** How many messages are selected. */
  readonly selected: number;
  readonly layout: PaneLayout;
  /** The search field. */
  readonly search: ReactNode;
}) {
  const commands = useCommands();
  const kind = layout === 'single' || layout === 'stacked' ? 'icon' : 'plain';
  const each = { kind, large: true } as const;
  return (
    <div className="toolbar" role="toolbar" aria-label="Main">
      <Button
        {...each}
        icon={SquarePen}
        label="New message"
        tip="New message (Ctrl+N)"
        onPress={() => commands.send('new-message')}
      />
      <Button
        {...each}
        icon={RefreshCw}
        turning={syncing}
        label="Send & Receive"
        tip="Send & Receive (F9)"
        onPress={() => commands.send('sync')}
      />
      <span className="toolbar-line" />
      <Button
        {...each}
        icon={MailOpen}
        label="Mark as read"
        tip="Mark as read (Ctrl+T)"
        disabled={selected === 0}
        onPress={() => commands.send('mark-read')}
      />
      <Button
        {...each}
        icon={Mail}
        label="Mark as unread"
        tip="Mark as unread (Ctrl+Shift+T)"
        disabled={selected === 0}
        onPress={() => commands.send('mark-unread')}
      />
      <Button
        {...each}
        icon={Flag}
        label="Flag"
        tip="Flag (Ctrl+Shift+G)"
        disabled={selected === 0}
        onPress={() => commands.send('flag')}
      />
      <span className="toolbar-line" />
      <Button
        {...each}
        icon={Trash2}
        label="Delete"
        tip="Delete (Delete)"
        disabled={selected === 0}
        onPress={() => commands.send('delete')}
      />
      <Button
        {...each}
        icon={FolderInput}
        label="Move to…"
        tip="Move to… (Ctrl+Shift+M)"
        disabled={selected === 0}
        onPress={() => commands.send('move-to')}
      />
      <span className="toolbar-rest" />
      <Button {...each} icon={UserPlus} label="Add account" onPress={() => commands.send('add-account')} />
      {search}
    </div>
  );
}
