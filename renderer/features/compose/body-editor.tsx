import { Type } from 'lucide-react';
import { type Ref, useState } from 'react';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { plainTextOf } from '../../../shared/mail/compose/plain-text-of.ts';
import { escapeHtml } from '../../../shared/mail/compose/quote.ts';
import { Button } from '../../components/button.tsx';
import { type Pictures, RichText, type RichTextHandle } from '../../components/rich-text.tsx';
import { Toolbar } from '../../components/toolbar.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { plainLosses } from './losses.ts';
import { PlainDialog } from './plain-dialog.tsx';

type Body = Draft['body'];

/** Where the text is written, with formatting or without. Give it another key when the body changes from outside. */
export function BodyEditor({
  body,
  pictures,
  handle,
  onChange,
}: {
  readonly body: Body;
  readonly pictures: Pictures;
  readonly handle: Ref<RichTextHandle>;
  readonly onChange: (body: Body) => void;
}) {
  const say = useSay();
  const [losses, setLosses] = useState<readonly string[]>([]);
  const makePlain = (html: string) => {
    setLosses([]);
    onChange({ kind: 'text', text: plainTextOf(html) });
  };
  if (body.kind === 'html') {
    const { html } = body;
    const ask = () => {
      const lost = plainLosses(html, say);
      if (lost.length === 0) makePlain(html);
      else setLosses(lost);
    };
    return (
      <>
        <RichText
          html={html}
          pictures={pictures}
          handle={handle}
          onChange={(next) => onChange({ kind: 'html', html: next })}
        >
          <Button icon={Type} label={say('Plain text')} onPress={ask} />
        </RichText>
        {losses.length > 0 && (
          <PlainDialog losses={losses} onClose={() => setLosses([])} onSwitch={() => makePlain(html)} />
        )}
      </>
    );
  }
  return (
    <>
      <Toolbar className="compose-format" label={say('Format')}>
        <span className="toolbar-rest" />
        <Button icon={Type} label={say('Rich text')} onPress={() => onChange(asHtml(body.text))} />
      </Toolbar>
      <textarea
        className="compose-text"
        aria-label={say('Message text')}
        dir="auto"
        value={body.text}
        onChange={(event) => onChange({ kind: 'text', text: event.target.value })}
      />
    </>
  );
}

function asHtml(text: string): Body {
  const paragraphs = text.split('\n').map((line) => `<p>${escapeHtml(line) || '<br>'}</p>`);
  return { kind: 'html', html: paragraphs.join('') };
}

/** Words of every language: also of those that put no space between them. */
export function wordsIn(body: Body): number {
  const text = body.kind === 'text' ? body.text : plainTextOf(body.html);
  const parts = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...parts].filter(({ isWordLike }) => isWordLike).length;
}
