import { Isolated } from '../../../components/isolated.tsx';
import { useColourOf } from './colours.ts';

/** A category: its colour as a square, and its name. */
export function CategoryTag({ name }: { readonly name: string }) {
  const colour = useColourOf()(name);
  return (
    <span className="tag category">
      <span className="category-square" data-colour={colour} aria-hidden />
      <Isolated text={name} />
    </span>
  );
}
