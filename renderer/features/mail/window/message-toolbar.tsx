import { Archive, Ban, FolderInput, type LucideIcon, Printer, Tag, Trash2 } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import type { Command } from '../../../hooks/commands.ts';
import { useCommands } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** What is done with the message of the window; answers and marks stand beside its subject. */
export function MessageToolbar({ disabled }: { readonly disabled: boolean }) {
  const commands = useCommands();
  const say = useSay();
  const one = (command: Command, icon: LucideIcon, label: string, keys = '') => (
    <Button
      large
      kind="plain"
      icon={icon}
      label={label}
      tip={keys === '' ? label : `${label} (${keys})`}
      disabled={disabled}
      onPress={() => commands.send(command)}
    />
  );
  return (
    <header>
      <div className="toolbar" role="toolbar" aria-label={say('Window')}>
        {one('archive', Archive, say('Archive'))}
        {one('delete', Trash2, say('Delete'), 'Delete')}
        {one('junk', Ban, say('Junk'), 'Ctrl+Alt+J')}
        {one('move-to', FolderInput, say('Move to…'), 'Ctrl+Shift+M')}
        {one('print', Printer, say('Print…'), 'Ctrl+P')}
        {one('categories', Tag, say('Categories…'), 'Ctrl+Shift+C')}
      </div>
    </header>
  );
}
