import {
  Bold,
  Image,
  Italic,
  Link2,
  List,
  ListOrdered,
  RemoveFormatting,
  TextQuote,
  Underline,
} from 'lucide-react';
import type Squire from 'squire-rte';
import type { ReactNode } from 'react';
import type { Say } from '../../shared/language/say.ts';
import { useSay } from '../hooks/use-say.ts';
import { Button, type ButtonProps } from './button.tsx';
import { type Block, clearFormats, type Formats, makeBlock, setFont, setSize } from './format-acts.ts';
import { type Choice, Menu } from './menu.tsx';
import { FONTS, SIZES, USUAL_SIZE } from './text-formats.ts';
import { Toolbar } from './toolbar.tsx';

function blockNames(say: Say): readonly (readonly [Block, string])[] {
  return [
    ['P', say('Paragraph')],
    ['H1', say('Heading 1')],
    ['H2', say('Heading 2')],
    ['H3', say('Heading 3')],
    ['PRE', say('Preformatted')],
  ];
}

/** How text can be formatted. What stands in `children` comes at the end. */
export function FormatBar({
  formats,
  work,
  onLink,
  onPicture,
  children,
}: {
  readonly formats: Formats;
  /** Does it, and gives the focus back to the text. */
  readonly work: (act: (editor: Squire) => void) => void;
  readonly onLink: () => void;
  /** Without it there are no pictures. */
  readonly onPicture: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const say = useSay();
  const { list, quoted } = formats;
  const toggle =
    (on: boolean, make: (editor: Squire) => unknown, undo: (editor: Squire) => unknown): (() => void) =>
    () =>
      work((editor) => void (on ? undo : make)(editor));
  return (
    <Toolbar label={say('Format')} className="compose-format">
      <Menus formats={formats} work={work} />
      <span className="toolbar-line" />
      <Mark
        icon={Bold}
        label={say('Bold')}
        tip={say('Bold (Ctrl+B)')}
        pressed={formats.bold}
        onPress={toggle(
          formats.bold,
          (e) => e.bold(),
          (e) => e.removeBold(),
        )}
      />
      <Mark
        icon={Italic}
        label={say('Italic')}
        tip={say('Italic (Ctrl+I)')}
        pressed={formats.italic}
        onPress={toggle(
          formats.italic,
          (e) => e.italic(),
          (e) => e.removeItalic(),
        )}
      />
      <Mark
        icon={Underline}
        label={say('Underline')}
        tip={say('Underline (Ctrl+U)')}
        pressed={formats.underline}
        onPress={toggle(
          formats.underline,
          (e) => e.underline(),
          (e) => e.removeUnderline(),
        )}
      />
      <span className="toolbar-line" />
      <Mark
        icon={List}
        label={say('Bullets')}
        tip={say('Bullets (Ctrl+Shift+8)')}
        pressed={list === 'UL'}
        onPress={toggle(
          list === 'UL',
          (e) => e.makeUnorderedList(),
          (e) => e.removeList(),
        )}
      />
      <Mark
        icon={ListOrdered}
        label={say('Numbers')}
        tip={say('Numbers (Ctrl+Shift+9)')}
        pressed={list === 'OL'}
        onPress={toggle(
          list === 'OL',
          (e) => e.makeOrderedList(),
          (e) => e.removeList(),
        )}
      />
      <Mark
        icon={TextQuote}
        label={say('Quote')}
        tip={say('Quote (Ctrl+])')}
        pressed={quoted}
        onPress={toggle(
          quoted,
          (e) => e.increaseQuoteLevel(),
          (e) => e.decreaseQuoteLevel(),
        )}
      />
      <span className="toolbar-line" />
      <Mark
        icon={Link2}
        label={say('Link…')}
        tip={say('Link… (Ctrl+K)')}
        pressed={formats.link !== null}
        onPress={onLink}
      />
      {onPicture && <Mark icon={Image} label={say('Picture in the text…')} onPress={onPicture} />}
      <Mark icon={RemoveFormatting} label={say('Remove formatting')} onPress={() => work(clearFormats)} />
      <span className="toolbar-rest" />
      {children}
    </Toolbar>
  );
}

function Mark(props: Omit<ButtonProps, 'kind'>) {
  return <Button {...props} kind="icon" />;
}

function Menus({
  formats: { block, quoted, font, size },
  work,
}: {
  readonly formats: Formats;
  readonly work: (act: (editor: Squire) => void) => void;
}) {
  const say = useSay();
  const usual = say('Usual font');
  const styles = blockNames(say).map(
    ([tag, label]): Choice => ({
      label,
      checked: tag === block && !(tag === 'P' && quoted),
      onChoose: () => work((editor) => makeBlock(editor, tag)),
    }),
  );
  const quote: Choice = {
    label: say('Quote'),
    checked: quoted && block === 'P',
    onChoose: () => work((editor) => void (quoted || editor.increaseQuoteLevel())),
  };
  const usualFont: Choice = {
    label: usual,
    checked: font === undefined,
    onChoose: () => work((editor) => setFont(editor, null)),
  };
  const fonts = FONTS.map(
    (each): Choice => ({
      label: each.name,
      checked: each === font,
      onChoose: () => work((editor) => setFont(editor, each)),
    }),
  );
  const sizes = SIZES.map(
    (each): Choice => ({
      label: String(each),
      checked: each === (size ?? USUAL_SIZE),
      onChoose: () => work((editor) => setSize(editor, each === USUAL_SIZE ? null : each)),
    }),
  );
  const all = [...styles, quote];
  return (
    <>
      <Menu
        kind="outline"
        label={say('Style')}
        text={all.find(({ checked }) => checked)?.label ?? say('Paragraph')}
        choices={all}
      />
      <Menu kind="outline" label={say('Font')} text={font?.name ?? usual} choices={[usualFont, ...fonts]} />
      <Menu kind="outline" label={say('Size')} text={String(size ?? USUAL_SIZE)} choices={sizes} />
    </>
  );
}
