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
import { useKeyOf, useTip } from '../../hooks/use-key-of.ts';
import { useSay } from '../../hooks/use-say.ts';
import { FollowUpMenu } from './follow-up/follow-up-menu.tsx';
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
  const keyOf = useKeyOf();
  const tipOf = useTip();
  const tip = (label: string, command: Command) =>
    // The list takes Backspace itself, whatever the set of keys.
    command === 'archive' && keyOf(command) === '' ? `${label} (Backspace)` : tipOf(label, command);
  const narrow = layout !== 'three';
  // Where there is no room what is left out is in the menu, and in the message's own row.
  const roomy = layout === 'three' || layout === 'rail';
  const tiny = layout === 'single';
  const one = (command: Command, icon: LucideIcon, label: string, bare = true) => (
    <Button
      large
      kind={bare ? 'icon' : 'plain'}
      icon={icon}
      label={label}
      tip={tip(label, command)}
      disabled={selected === 0}
      onPress={() => commands.send(command)}
    />
  );
  return (
    <header>
      <div className="toolbar" role="toolbar" aria-label={say('Main')}>
        <Button
          large
          kind="primary"
          icon={SquarePen}
          label={narrow ? '' : say('New message')}
          name={say('New message')}
          tip={tip(say('New message'), 'new-message')}
          onPress={() => commands.send('new-message')}
        />
        <span className="toolbar-line" />
        {one('reply', Reply, say('Reply'), narrow)}
        {roomy && one('reply-all', ReplyAll, say('Reply all'), narrow)}
        {roomy && one('forward', Forward, say('Forward'), narrow)}
        <span className="toolbar-line" />
        {!tiny && one('archive', Archive, say('Archive'))}
        {one('delete', Trash2, say('Delete'))}
        {roomy && one('junk', Ban, say('Junk'))}
        {!tiny && one('move-to', FolderInput, say('Move to…'))}
        {roomy && one('flag', Flag, say('Flag'))}
        {roomy && <FollowUpMenu disabled={selected === 0} />}
        {roomy && one('categories', Tag, say('Categories…'))}
        <span className="toolbar-line" />
        <Button
          large
          kind={narrow ? 'icon' : 'plain'}
          icon={RefreshCw}
          turning={syncing}
          label={say('Send & Receive')}
          tip={tip(say('Send & Receive'), 'sync')}
          onPress={() => commands.send('sync')}
        />
        <span className="toolbar-rest" />
        {search}
      </div>
    </header>
  );
}
