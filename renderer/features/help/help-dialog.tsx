import { useState } from 'react';
import { holds, wordsOf } from '../../components/format/words.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { pageAt } from './page-at.ts';
import { HELP_PAGES, helpPage, type HelpPageName } from './pages.ts';

/** Short pages about each part of the window; it opens at the one where the focus is. */
export function HelpDialog({
  panel,
  onKeys,
  onClose,
}: {
  /** The page of the panel that is open. */
  readonly panel: HelpPageName | null;
  readonly onKeys: () => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [open, setOpen] = useState(() => pageAt(document.activeElement, panel));
  const [text, setText] = useState('');
  const words = wordsOf(text);
  const pages = HELP_PAGES.map((name) => ({ name, ...helpPage(name, say) }));
  const found = pages.filter(({ title, paragraphs }) => holds([title, ...paragraphs].join(' '), words));
  const shown = found.find(({ name }) => name === open) ?? found[0];
  return (
    <Dialog label={say('Help')} wide onClose={onClose}>
      <div className="settings">
        <nav className="settings-sections" aria-label={say('Pages')}>
          <input
            className="input"
            type="search"
            aria-label={say('Search the help')}
            placeholder={say('Search the help')}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          {found.map(({ name, title }) => (
            <button
              key={name}
              type="button"
              aria-current={name === shown?.name ? 'page' : undefined}
              onClick={() => setOpen(name)}
            >
              {title}
            </button>
          ))}
        </nav>
        <article className="settings-body help-page" tabIndex={0} aria-label={shown?.title ?? say('Help')}>
          {shown ? (
            <>
              <h2 className="heading">{shown.title}</h2>
              {shown.paragraphs.map((paragraph) => (
                <p key={paragraph} className="selectable">
                  {paragraph}
                </p>
              ))}
            </>
          ) : (
            <p>{say('No page has these words.')}</p>
          )}
        </article>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('List of keys')} onPress={onKeys} />
        <Button kind="primary" label={say('Close')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
