import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { wordsOf } from '../../components/format/words.ts';
import { useSay } from '../../hooks/use-say.ts';
import { Appearance } from './appearance.tsx';
import { Computer } from './computer.tsx';
import { LookedFor } from './found.ts';
import { Keyboard } from './keyboard.tsx';
import { Reading, Writing } from './reading-and-writing.tsx';
import { Told } from './told.tsx';

const SECTIONS = ['appearance', 'reading', 'writing', 'notices', 'keyboard', 'computer'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Whether a word names a section. */
export function isSection(name: string | null): name is SectionName {
  return SECTIONS.some((each) => each === name);
}

/** All settings in one place: sections beside, and a field that finds by words. What is changed holds at once. */
export function SettingsDialog({
  first,
  onAccounts,
  onHelp,
  onClose,
}: {
  /** The section that is open at first. */
  readonly first: SectionName;
  readonly onAccounts: () => void;
  readonly onHelp: () => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [open, setOpen] = useState(first);
  const [text, setText] = useState('');
  const words = wordsOf(text);
  const sections: readonly (readonly [SectionName, string, ReactNode])[] = [
    ['appearance', say('Appearance'), <Appearance key="appearance" />],
    ['reading', say('Reading'), <Reading key="reading" />],
    ['writing', say('Writing'), <Writing key="writing" />],
    ['notices', say('Notices'), <Told key="notices" />],
    ['keyboard', say('Keyboard'), <Keyboard key="keyboard" />],
    ['computer', say('This computer'), <Computer key="computer" onAccounts={onAccounts} />],
  ];
  const shown = words.length > 0 ? sections : sections.filter(([name]) => name === open);
  return (
    <Dialog label={say('Settings')} wide onClose={onClose}>
      <div className="settings">
        <nav className="settings-sections" aria-label={say('Sections')}>
          <input
            className="input"
            type="search"
            aria-label={say('Search settings')}
            placeholder={say('Search settings')}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          {sections.map(([name, label]) => (
            <button
              key={name}
              type="button"
              aria-current={words.length === 0 && name === open ? 'page' : undefined}
              onClick={() => {
                setText('');
                setOpen(name);
              }}
            >
              {label}
            </button>
          ))}
        </nav>
        <div className="settings-body" data-found={words.length > 0 ? '' : undefined}>
          <LookedFor value={words}>
            {shown.map(([name, label, content]) => (
              <section key={name} aria-label={label}>
                <h2 className="heading">{label}</h2>
                {content}
              </section>
            ))}
          </LookedFor>
          <p className="settings-none">{say('No setting has these words.')}</p>
        </div>
      </div>
      <div className="dialog-foot">
        <p className="meta settings-note">{say('What you change holds at once.')}</p>
        <Button kind="outline" label={say('Help')} onPress={onHelp} />
        <Button kind="primary" label={say('Close')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
