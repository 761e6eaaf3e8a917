import { Archive, Ban, Flag, FolderInput, type LucideIcon, Printer, Tag, Trash2 } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import type { Command } from '../../../hooks/commands.ts';
import { useCommands } from '../../../hooks/services.ts';
import { useTip } from '../../../hooks/use-key-of.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { FollowUpMenu } from '../follow-up/follow-up-menu.tsx';

/** What is done with the message of the window; answers stand beside its subject, and what is rarer in the menu. */
export function MessageToolbar({ disabled }: { readonly disabled: boolean }) {
  const commands = useCommands();
  const say = useSay();
  const tip = useTip();
  const one = (command: Command, icon: LucideIcon, label: string) => (
    <Button
      large
      kind="plain"
      icon={icon}
      label={label}
      tip={tip(label, command)}
      disabled={disabled}
      onPress={() => commands.send(command)}
    />
  );
  return (
    <header>
      <div className="toolbar" role="toolbar" aria-label={say('Window')}>
        {one('archive', Archive, say('Archive'))}
        {one('delete', Trash2, say('Delete'))}
        {one('junk', Ban, say('Junk'))}
        {one('move-to', FolderInput, say('Move to…'))}
        {one('flag', Flag, say('Flag'))}
        <FollowUpMenu disabled={disabled} />
        {one('categories', Tag, say('Categories…'))}
        {one('print', Printer, say('Print…'))}
      </div>
    </header>
  );
}
