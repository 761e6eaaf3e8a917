import { ListFilter, Paperclip, Pin, UserCheck } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import { focusPane } from '../../../hooks/panes.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { Filter } from './use-filter.ts';

/** Below the folder's name: what of it is shown. Escape shows all of it again; the pin keeps the filter for other folders. */
export function FilterBar({ filter }: { readonly filter: Filter }) {
  const { choice, change } = filter;
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  useCommand('filter-folder', () => {
    input.current?.focus();
    input.current?.select();
  });
  const label = say('Filter this folder');
  return (
    <div className="filter-bar" role="group" aria-label={say('Filter')}>
      <span className="filter-field">
        <Icon of={ListFilter} size={14} />
        <input
          ref={input}
          type="text"
          aria-label={label}
          placeholder={label}
          spellCheck={false}
          value={choice.text}
          onChange={({ target }) => change({ text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            if (event.key === 'Escape') filter.clear();
            focusPane('list');
          }}
        />
      </span>
      <Button
        label={say('Unread')}
        pressed={choice.unread}
        onPress={() => change({ unread: !choice.unread })}
      />
      <Button
        label={say('Flagged')}
        pressed={choice.flagged}
        onPress={() => change({ flagged: !choice.flagged })}
      />
      <Button
        kind="icon"
        icon={Paperclip}
        label={say('With attachment')}
        pressed={choice.attachment}
        onPress={() => change({ attachment: !choice.attachment })}
      />
      <Button
        kind="icon"
        icon={UserCheck}
        label={say('People I know')}
        pressed={choice.known}
        onPress={() => change({ known: !choice.known })}
      />
      <Button
        kind="icon"
        icon={Pin}
        label={say('Keep the filter in other folders')}
        pressed={filter.pinned}
        onPress={filter.pin}
      />
    </div>
  );
}
