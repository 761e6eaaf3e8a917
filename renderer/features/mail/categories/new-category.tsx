import { useState } from 'react';
import { type Category, COLOURS } from '../../../../shared/mail/categories.ts';
import { colourNames } from './colours.ts';
import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** Makes a category: a name and one of eight colours. */
export function NewCategory({
  taken,
  onMake,
}: {
  readonly taken: readonly string[];
  readonly onMake: (made: Category) => void;
}) {
  const say = useSay();
  const [name, setName] = useState('');
  const [colour, setColour] = useState(0);
  const wanted = name.trim();
  const isTaken = taken.some((each) => each.toLowerCase() === wanted.toLowerCase());
  const isReady = wanted !== '' && !isTaken;
  const make = () => {
    if (!isReady) return;
    onMake({ name: wanted, colour });
    setName('');
    setColour((colour + 1) % COLOURS);
  };
  return (
    <>
      <div className="category-new">
        <input
          className="input"
          type="text"
          aria-label={say('New category')}
          placeholder={say('New category')}
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') make();
          }}
        />
        <Button kind="outline" label={say('Make')} disabled={!isReady} onPress={make} />
      </div>
      <div className="category-colours" role="radiogroup" aria-label={say('Colour')}>
        {colourNames(say).map((word, nth) => (
          <label key={word} title={word}>
            <input
              type="radio"
              name="category-colour"
              aria-label={word}
              checked={nth === colour}
              onChange={() => setColour(nth)}
            />
            <span className="category-square" data-colour={nth} aria-hidden />
          </label>
        ))}
      </div>
      {isTaken && <p role="status">{say('There is a category of this name.')}</p>}
    </>
  );
}
