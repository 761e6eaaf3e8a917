import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { useServices } from '../../../hooks/services.ts';
import { askMain } from '../../../hooks/ask-main.ts';
import { useTellFailure } from '../../../components/toasts.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** So many are shown; the file has all of them. */
const SHOWN = 200;

/** What came of an import or an export: sentences, and what did not go well one by one. It can be kept as a text. */
export function Report({
  sentences,
  items,
}: {
  readonly sentences: readonly string[];
  readonly items: readonly string[];
}) {
  const { bridge } = useServices();
  const say = useSay();
  const tellFailure = useTellFailure();
  const [saved, setSaved] = useState(false);
  const save = () =>
    void askMain(bridge, 'text.save', {
      name: 'report.txt',
      text: [...sentences, ...items, ''].join('\n'),
    }).then((place) => setSaved(place !== null), tellFailure);
  return (
    <div role="status">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {items.length > 0 && (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
          <ul className="report-items selectable" aria-label={say('What did not go well')} tabIndex={0}>
            {items.slice(0, SHOWN).map((item, nth) => (
              // oxlint-disable-next-line react/no-array-index-key -- the list never changes
              <li key={nth}>{item}</li>
            ))}
          </ul>
          {items.length > SHOWN && (
            <p className="meta">
              {say('{count, plural, one {# more is in the report.} other {# more are in the report.}}', {
                count: items.length - SHOWN,
              })}
            </p>
          )}
          <Button
            kind="outline"
            label={saved ? say('Report saved') : say('Save the report…')}
            onPress={save}
          />
        </>
      )}
    </div>
  );
}
