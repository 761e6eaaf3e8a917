import { useEffect } from 'react';
import { useCommands } from '../../../hooks/services.ts';
import { isTyping } from '../../../hooks/use-keys.ts';

/** Backspace archives, in the list alone: elsewhere people press it to go back or to delete a letter. */
export function useArchiveKey(): void {
  const commands = useCommands();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== 'Backspace' || event.defaultPrevented || isTyping(target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (!(target instanceof Element) || !target.closest('[data-pane="list"]')) return;
      event.preventDefault();
      commands.send('archive');
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [commands]);
}
