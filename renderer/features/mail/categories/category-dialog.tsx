import { useState } from 'react';
import { colourOf, type Category } from '../../../../shared/mail/categories.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import type { MessageRow } from '../../../store/tables.ts';
import type { CategoryChange } from '../use-marks.ts';
import { colourNames, useCategories } from './colours.ts';
import { NewCategory } from './new-category.tsx';
import { useSay } from '../../../hooks/use-say.ts';

export interface CategoryDialogProps {
  readonly rows: readonly MessageRow[];
  readonly onClose: () => void;
  readonly onDone: (change: CategoryChange) => void;
  /** Keeps a category that was made. */
  readonly onMade: (made: Category) => void;
}

/** Ticks the categories of messages: all of them are put into a ticked one, and taken out of one that was unticked. */
export function CategoryDialog({ rows, onClose, onDone, onMade }: CategoryDialogProps) {
  const say = useSay();
  const known = useCategories();
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const used = rows.flatMap(({ categories }) => categories);
  const names = [...new Set([...known.map(({ name }) => name), ...used, ...ticks.keys()])].sort((a, b) =>
    a.localeCompare(b, undefined, { numeric: true }),
  );
  const countOf = (name: string) => rows.filter(({ categories }) => categories.includes(name)).length;
  const tick = (name: string, isOn: boolean) => setTicks(new Map([...ticks, [name, isOn]]));
  const done = () => {
    const add = names.filter((name) => ticks.get(name) === true && countOf(name) < rows.length);
    const remove = names.filter((name) => ticks.get(name) === false && countOf(name) > 0);
    onDone({ add, remove });
  };
  const heading = say('Categories of {count, plural, one {# message} other {# messages}}', {
    count: rows.length,
  });
  return (
    <Dialog label={heading} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{heading}</h2>
        {names.length === 0 && <p>{say('There are no categories yet.')}</p>}
        <div className="category-list" role="group" aria-label={say('Categories')}>
          {names.map((name) => {
            const count = countOf(name);
            const isOn = ticks.get(name) ?? count === rows.length;
            const isMixed = !ticks.has(name) && count > 0 && count < rows.length;
            const colour = colourOf(known, name);
            return (
              <label key={name} className="category-line">
                <input
                  type="checkbox"
                  checked={isOn}
                  ref={(box) => {
                    if (box) box.indeterminate = isMixed;
                  }}
                  onChange={() => tick(name, !isOn)}
                />
                <span className="category-square" data-colour={colour} title={colourNames(say)[colour]} />
                <span className="cut">
                  <Isolated text={name} />
                </span>
              </label>
            );
          })}
        </div>
        <NewCategory
          taken={names}
          onMake={(made) => {
            onMade(made);
            tick(made.name, true);
          }}
        />
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        <Button kind="primary" label={say('Apply')} onPress={done} />
      </div>
    </Dialog>
  );
}
