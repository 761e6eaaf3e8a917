import {
  Archive,
  Ban,
  Flag,
  FolderInput,
  Forward,
  type LucideIcon,
  RefreshCw,
  Reply,
  ReplyAll,
  SquarePen,
  Tag,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import type { Command } from '../../hooks/commands.ts';
import { useCommands } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { PaneLayout } from '../../hooks/use-layout.ts';

/** The window's main commands; what is done to messages is off while none is selected. */
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
  const say = useSay();
  const narrow = layout !== 'three';
  const one = (command: Command, icon: LucideIcon, label: string, keys: string, bare = true) => (
    <Button
      large
      kind={bare ? 'icon' : 'plain'}
      icon={icon}
      label={label}
      tip={`${label} (${keys})`}
      disabled={selected === 0}
      onPress={() => commands.send(command)}
    />
  );
  return (
    <header>
      <div className="toolbar" role="toolbar" aria-label="Main">
        <Button
          large
          kind="primary"
          icon={SquarePen}
          label={narrow ? '' : say('New message')}
          name={say('New message')}
          tip={say('New message (Ctrl+N)')}
          onPress={() => commands.send('new-message')}
        />
        <span className="toolbar-line" />
        {one('reply', Reply, say('Reply'), 'Ctrl+R', narrow)}
        {one('reply-all', ReplyAll, say('Reply all'), 'Ctrl+Shift+R', narrow)}
        {one('forward', Forward, say('Forward'), 'Ctrl+J', narrow)}
        <span className="toolbar-line" />
        {one('archive', Archive, say('Archive'), 'Backspace')}
        {one('delete', Trash2, say('Delete'), 'Delete')}
        {one('junk', Ban, say('Junk'), 'Ctrl+Alt+J')}
        {one('move-to', FolderInput, say('Move to…'), 'Ctrl+Shift+M')}
        {one('flag', Flag, say('Flag'), 'Ctrl+Shift+G')}
        {one('categories', Tag, say('Categories…'), 'Ctrl+Shift+C')}
        <span className="toolbar-line" />
        <Button
          large
          kind={narrow ? 'icon' : 'plain'}
          icon={RefreshCw}
          turning={syncing}
          label={say('Send & Receive')}
          tip={say('Send & Receive (F9)')}
          onPress={() => commands.send('sync')}
        />
        <span className="toolbar-rest" />
        {search}
      </div>
    </header>
  );
}
