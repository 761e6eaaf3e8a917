import { piecesOf } from './format/text.ts';

/** Text from outside: isolated in its direction, its control characters shown as marks. */
export function Isolated({ text, className }: { readonly text: string; readonly className?: string }) {
  const pieces = piecesOf(text);
  return (
    <bdi dir="auto" className={className}>
      {pieces.map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span key={index} className="direction-mark" title={`Control character: ${piece.name}`}>
            {'\u21c4'}
          </span>
        ),
      )}
    </bdi>
  );
}
