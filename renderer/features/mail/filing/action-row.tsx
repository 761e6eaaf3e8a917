import { X } from 'lucide-react';
import type { Action } from '../../../../shared/filing/filing.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { Choice } from './choice.tsx';
import type { Nameable } from './condition-row.tsx';

/** One action of a rule, to be edited. */
export function ActionRow(props: {
  readonly nth: number;
  readonly action: Action;
  readonly nameable: Nameable;
  readonly onChange: (action: Action) => void;
  readonly onRemove: () => void;
}) {
  const { action, nameable, onChange } = props;
  const say = useSay();
  const values = { nth: props.nth + 1 };
  const gone = say('(a folder that is gone)');
  const folders = nameable.choices.map(({ id, label }) => ({ value: id, label }));
  const isGone = action.kind === 'move' && !folders.some(({ value }) => value === action.folderId);
  return (
    <div className="rule-row" role="group" aria-label={say('Action {nth}', values)}>
      <Choice
        name={say('What action {nth} does', values)}
        value={action.kind}
        choices={kinds(say)}
        onChange={(kind) => onChange(firstAction(kind, nameable))}
      />
      {action.kind === 'move' && (
        <Choice
          name={say('Folder of action {nth}', values)}
          value={action.folderId}
          choices={isGone ? [{ value: action.folderId, label: gone }, ...folders] : folders}
          onChange={(folderId) => onChange({ ...action, folderId })}
        />
      )}
      {action.kind === 'category' && (
        <input
          className="input"
          type="text"
          dir="auto"
          autoComplete="off"
          list="filing-categories"
          aria-label={say('Category of action {nth}', values)}
          value={action.name}
          onChange={(event) => onChange({ ...action, name: event.target.value })}
        />
      )}
      <Button kind="icon" icon={X} label={say('Remove action {nth}', values)} onPress={props.onRemove} />
    </div>
  );
}

function kinds(say: Say): readonly { readonly value: Action['kind']; readonly label: string }[] {
  return [
    { value: 'move', label: say('Move to') },
    { value: 'read', label: say('Mark as read') },
    { value: 'flag', label: say('Flag') },
    { value: 'category', label: say('Put into category') },
    { value: 'junk', label: say('Move to Junk') },
    { value: 'delete', label: say('Move to Deleted Items') },
    { value: 'stop', label: say('Ask no further rule') },
  ];
}

/** An action as it begins. */
export function firstAction(kind: Action['kind'], { choices, categories }: Nameable): Action {
  switch (kind) {
    case 'move':
      return { kind, folderId: choices[0]?.id ?? '' };
    case 'category':
      return { kind, name: categories[0] ?? '' };
    default:
      return { kind };
  }
}
