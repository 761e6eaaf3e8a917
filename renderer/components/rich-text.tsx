import { Bold, Italic, Link2, List, ListOrdered, RemoveFormatting, TextQuote, Underline } from 'lucide-react';
import Squire from 'squire-rte';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { cleanFragment } from './clean-html.ts';
import { useLatest } from '../hooks/use-latest.ts';

/** The editor for formatted text. `html` is read once: what is written here is told by `onChange`. */
export function RichText({
  html,
  label = 'Message text',
  onChange,
  children,
}: {
  readonly html: string;
  readonly label?: string;
  /** Stands at the end of the bar. */
  readonly children?: ReactNode;
  readonly onChange: (html: string) => void;
}) {
  const root = useRef<HTMLDivElement>(null);
  const first = useRef(html);
  const [editor, setEditor] = useState<Squire | null>(null);
  const [path, setPath] = useState('');
  const changed = useLatest(onChange);
  useEffect(() => {
    if (!root.current) return;
    const squire = new Squire(root.current, {
      blockTag: 'P',
      addLinks: true,
      sanitizeToDOMFragment: cleanFragment,
    });
    squire.setHTML(first.current);
    squire.addEventListener('input', () => changed(squire.getHTML()));
    squire.addEventListener('pathChange', () => setPath(squire.getPath()));
    setEditor(squire);
    return () => squire.destroy();
  }, [changed]);
  return (
    <>
      <FormatBar editor={editor} path={path}>
        {children}
      </FormatBar>
      <div
        ref={root}
        className="compose-text selectable"
        role="textbox"
        aria-multiline
        aria-label={label}
        dir="auto"
      />
    </>
  );
}

/** One Tab stop would hide that these are many: they are buttons in reading order, and each has its key. */
function FormatBar({
  editor,
  path,
  children,
}: {
  readonly editor: Squire | null;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const has = (tag: string) => new RegExp(`(?:^|>)${tag}(?:$|[>.\\[])`).test(path);
  const act = (work: (squire: Squire) => void) => () => {
    if (!editor) return;
    work(editor);
    editor.focus();
  };
  const toggle = (tag: string, on: (squire: Squire) => void, off: (squire: Squire) => void) =>
    act((squire) => (has(tag) ? off(squire) : on(squire)));
  return (
    <div className="compose-format" role="toolbar" aria-label="Format">
      <Button
        kind="icon"
        icon={Bold}
        label="Bold"
        tip="Bold (Ctrl+B)"
        pressed={has('B')}
        onPress={toggle(
          'B',
          (e) => e.bold(),
          (e) => e.removeBold(),
        )}
      />
      <Button
        kind="icon"
        icon={Italic}
        label="Italic"
        tip="Italic (Ctrl+I)"
        pressed={has('I')}
        onPress={toggle(
          'I',
          (e) => e.italic(),
          (e) => e.removeItalic(),
        )}
      />
      <Button
        kind="icon"
        icon={Underline}
        label="Underline"
        tip="Underline (Ctrl+U)"
        pressed={has('U')}
        onPress={toggle(
          'U',
          (e) => e.underline(),
          (e) => e.removeUnderline(),
        )}
      />
      <span className="toolbar-line" />
      <Button
        kind="icon"
        icon={List}
        label="Bullets"
        pressed={has('UL')}
        onPress={toggle(
          'UL',
          (e) => e.makeUnorderedList(),
          (e) => e.removeList(),
        )}
      />
      <Button
        kind="icon"
        icon={ListOrdered}
        label="Numbers"
        pressed={has('OL')}
        onPress={toggle(
          'OL',
          (e) => e.makeOrderedList(),
          (e) => e.removeList(),
        )}
      />
      <Button
        kind="icon"
        icon={TextQuote}
        label="Quote"
        pressed={has('BLOCKQUOTE')}
        onPress={toggle(
          'BLOCKQUOTE',
          (e) => e.increaseQuoteLevel(),
          (e) => e.decreaseQuoteLevel(),
        )}
      />
      <span className="toolbar-line" />
      <Button
        kind="icon"
        icon={Link2}
        label="Make the selected address a link"
        onPress={act((e) => e.makeLink(addressOf(e.getSelectedText())))}
      />
      <Button
        kind="icon"
        icon={RemoveFormatting}
        label="Remove formatting"
        onPress={act((e) => e.removeAllFormatting())}
      />
      <span className="toolbar-rest" />
      {children}
    </div>
  );
}

function addressOf(text: string): string {
  const written = text.trim();
  return /^(?:https?|mailto):/i.test(written) ? written : `https://${written}`;
}
