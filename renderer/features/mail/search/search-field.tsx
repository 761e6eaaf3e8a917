import { Search } from 'lucide-react';
import { useRef } from 'react';
import { Icon } from '../../../components/icon.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { useCommands } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { useKeyOf } from '../../../hooks/use-key-of.ts';

/** The field in the toolbar. Down and Enter go to what was found, Escape clears it and leaves. */
export function SearchField({
  text,
  offline,
  onText,
  onResults,
  onLeave,
}: {
  readonly text: string;
  readonly offline: boolean;
  readonly onText: (text: string) => void;
  readonly onResults: () => void;
  readonly onLeave: () => void;
}) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const commands = useCommands();
  useCommand('search', () => {
    input.current?.focus();
    input.current?.select();
  });
  const key = useKeyOf()('search');
  const label = offline ? say('Search this computer') : say('Search all mail');
  return (
    <div className="search-field" role="search" aria-label={say('Mail')}>
      <Icon of={Search} size={14} />
      <input
        ref={input}
        type="text"
        // What covers the results makes room for them, however one came here.
        onFocus={() => commands.send('search')}
        role="searchbox"
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') onLeave();
          else if (event.key === 'ArrowDown' || event.key === 'Enter') onResults();
          else return;
          event.preventDefault();
        }}
      />
      {text === '' && key !== '' && <kbd aria-hidden>{key}</kbd>}
    </div>
  );
}
