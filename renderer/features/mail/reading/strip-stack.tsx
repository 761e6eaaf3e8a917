import { ChevronDown } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** More strips than these push the message out of sight. */
const SHOWN = 2;

/** One strip, or nothing where there is nothing to say. */
export interface StackedStrip {
  readonly key: string;
  readonly strip: ReactNode;
}

/** The strips of a message, the weightiest first; those that do not fit are folded into "2 more notes". */
export function StripStack({ strips }: { readonly strips: readonly StackedStrip[] }) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, strips.length - SHOWN);
  return (
    <>
      {strips.slice(0, strips.length - hidden).map(({ key, strip }) => (
        <Fragment key={key}>{strip}</Fragment>
      ))}
      {hidden > 0 && (
        <div className="strip strip-more">
          <Button
            kind="link"
            icon={ChevronDown}
            label={say('{count, plural, one {# more note} other {# more notes}}', { count: hidden })}
            onPress={() => setAll(true)}
          />
        </div>
      )}
    </>
  );
}
