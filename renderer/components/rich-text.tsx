import Squire from 'squire-rte';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLatest } from '../hooks/use-latest.ts';
import { useSay } from '../hooks/use-say.ts';
import { cleanFragment, type PictureAddress } from './clean-html.ts';
import { type Formats, formatsAt, keepFormats, makeLink, PLAIN, removeLink } from './format-acts.ts';
import { FormatBar } from './format-bar.tsx';
import { insertPicture } from './insert-picture.ts';
import { LinkDialog } from './link-dialog.tsx';

/** The pictures of the text: what stands in the message, and what is shown for it here. */
export interface Pictures {
  readonly address: PictureAddress;
  /** The text as it stands in the message. */
  readonly stored: (html: string) => string;
  /** Asks for pictures. */
  readonly onChoose: () => void;
}

/** What others may do with the text. */
export interface RichTextHandle {
  /** Puts a picture where the cursor is. */
  readonly insertPicture: (address: string, name: string) => void;
}

/** The editor for formatted text. `html` is read once: what is written here is told by `onChange`. */
export function RichText({
  html,
  label,
  pictures,
  handle,
  onChange,
  children,
}: {
  readonly html: string;
  readonly label?: string;
  readonly pictures?: Pictures;
  readonly handle?: Ref<RichTextHandle>;
  /** Stands at the end of the bar. */
  readonly children?: ReactNode;
  readonly onChange: (html: string) => void;
}) {
  const say = useSay();
  const root = useRef<HTMLDivElement>(null);
  const first = useRef(html);
  const [editor, setEditor] = useState<Squire | null>(null);
  const [formats, setFormats] = useState<Formats>(PLAIN);
  /** The editor forgets what was chosen for the next letter as soon as Tab is pressed. */
  const leaving = useRef(false);
  const [linking, setLinking] = useState(false);
  const changed = useLatest((squire: Squire) =>
    onChange(pictures ? pictures.stored(squire.getHTML()) : squire.getHTML()),
  );
  const address = useLatest((source: string) => pictures?.address(source) ?? null);
  useEffect(() => {
    if (!root.current) return;
    const squire = new Squire(root.current, {
      blockTag: 'P',
      addLinks: true,
      sanitizeToDOMFragment: (text) => cleanFragment(text, address),
    });
    squire.setHTML(first.current);
    const look = () => {
      if (!leaving.current && document.activeElement === squire.getRoot()) setFormats(formatsAt(squire));
    };
    squire.addEventListener('input', () => changed(squire));
    for (const event of ['pathChange', 'select', 'cursor', 'input']) squire.addEventListener(event, look);
    for (const key of ['Ctrl-k', 'Meta-k'])
      squire.setKeyHandler(key, (_squire, event) => {
        event.preventDefault();
        setLinking(true);
      });
    setEditor(squire);
    return () => squire.destroy();
  }, [changed, address]);
  const work = (act: (squire: Squire) => void) => {
    if (!editor) return;
    keepFormats(editor, formats);
    act(editor);
    editor.focus();
    setFormats(formatsAt(editor));
  };
  /** The dialog is gone first: it gives the focus back to where it was opened from. */
  const link = (act: (squire: Squire) => void) => {
    flushSync(() => setLinking(false));
    work(act);
  };
  useImperativeHandle(handle, () => ({
    insertPicture(source, name) {
      if (!editor) return;
      insertPicture(editor, source, name);
      editor.focus();
    },
  }));
  return (
    <>
      <FormatBar formats={formats} work={work} onLink={() => setLinking(true)} onPicture={pictures?.onChoose}>
        {children}
      </FormatBar>
      <div
        ref={root}
        className="compose-text selectable"
        role="textbox"
        aria-multiline
        aria-label={label ?? say('Message text')}
        dir="auto"
        onKeyDownCapture={({ key }) => (leaving.current = key === 'Tab')}
        onFocus={() => (leaving.current = false)}
        onPointerDown={() => (leaving.current = false)}
      />
      {linking && (
        <LinkDialog
          address={formats.link ?? ''}
          onLink={(to) => link((squire) => makeLink(squire, to))}
          onRemove={() => link(removeLink)}
          onClose={() => setLinking(false)}
        />
      )}
    </>
  );
}
