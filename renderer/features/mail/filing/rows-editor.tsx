import { Plus } from 'lucide-react';
import type { Action } from '../../../../shared/filing/filing.ts';
import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { ActionRow, firstAction } from './action-row.tsx';
import type { Nameable } from './condition-row.tsx';

/** What is done, to be edited: any number of actions. */
export function ActionsEditor(props: {
  readonly actions: readonly Action[];
  readonly nameable: Nameable;
  readonly onChange: (actions: Action[]) => void;
}) {
  const { actions, nameable, onChange } = props;
  const say = useSay();
  return (
    <fieldset className="rule-part">
      <legend className="label">{say('Do this')}</legend>
      {actions.map((action, nth) => (
        <ActionRow
          key={nth}
          nth={nth}
          action={action}
          nameable={nameable}
          onChange={(next) => onChange(replaced(actions, nth, next))}
          onRemove={() => onChange(actions.filter((_, at) => at !== nth))}
        />
      ))}
      <datalist id="filing-categories">
        {nameable.categories.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button
        kind="link"
        icon={Plus}
        label={say('Add an action')}
        onPress={() => onChange([...actions, firstAction(actions.length === 0 ? 'move' : 'read', nameable)])}
      />
    </fieldset>
  );
}

/** A list with another value at one place. */
export function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((each, nth) => (nth === at ? value : each));
}
