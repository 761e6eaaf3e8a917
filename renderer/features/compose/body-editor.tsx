import { Type } from 'lucide-react';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { plainTextOf } from '../../../shared/mail/compose/plain-text-of.ts';
import { escapeHtml } from '../../../shared/mail/compose/quote.ts';
import { Button } from '../../components/button.tsx';
import { RichText } from '../../components/rich-text.tsx';

type Body = Draft['body'];

/** Where the text is written, with formatting or without. Give it another key when the body changes from outside. */
export function BodyEditor({
  body,
  onChange,
}: {
  readonly body: Body;
  readonly onChange: (body: Body) => void;
}) {
  const plain = (
    <Button
      icon={Type}
      label="Plain text"
      pressed={body.kind === 'text'}
      onPress={() => onChange(otherKind(body))}
    />
  );
  if (body.kind === 'html')
    return (
      <RichText html={body.html} onChange={(html) => onChange({ kind: 'html', html })}>
        {plain}
      </RichText>
    );
  return (
    <>
      <div className="compose-format" role="toolbar" aria-label="Format">
        <span className="toolbar-rest" />
        {plain}
      </div>
      <textarea
        className="compose-text"
        aria-label="Message text"
        dir="auto"
        value={body.text}
        onChange={(event) => onChange({ kind: 'text', text: event.target.value })}
      />
    </>
  );
}

function otherKind(body: Body): Body {
  if (body.kind === 'html') return { kind: 'text', text: plainTextOf(body.html) };
  const paragraphs = body.text.split('\n').map((line) => `<p>${escapeHtml(line) || '<br>'}</p>`);
  return { kind: 'html', html: paragraphs.join('') };
}

/** Words of every language: also of those that put no space between them. */
export function wordsIn(body: Body): number {
  const text = body.kind === 'text' ? body.text : plainTextOf(body.html);
  const parts = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...parts].filter(({ isWordLike }) => isWordLike).length;
}
