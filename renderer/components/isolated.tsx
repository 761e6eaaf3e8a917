import { useSay } from '../hooks/use-say.ts';
import { listing, directionName, piecesOf } from './format/text.ts';

/** Names from outside one after the other, as the language lists them; each is isolated. */
export function IsolatedList({ names }: { readonly names: readonly string[] }) {
  const say = useSay();
  const parts = listing(say).formatToParts(names);
  return parts.map(({ type, value }, index) =>
    type === 'element' ? <Isolated key={index} text={value} /> : value,
  );
}

/** Text from outside: isolated in its direction, its control characters shown as marks. */
export function Isolated({ text, className }: { readonly text: string; readonly className?: string }) {
  const say = useSay();
  const pieces = piecesOf(text);
  return (
    <bdi dir="auto" className={className}>
      {pieces.map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span
            key={index}
            className="direction-mark"
            title={say('Control character: {name}', { name: directionName(piece.character, say) })}
          >
            {'\u21c4'}
          </span>
        ),
      )}
    </bdi>
  );
}
