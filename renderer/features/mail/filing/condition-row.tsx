import { X } from 'lucide-react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import type { Condition } from '../../../../shared/filing/filing.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { Choice } from './choice.tsx';
import type { FolderChoice } from './use-names.ts';

/** What conditions and actions can name. */
export interface Nameable {
  readonly accounts: readonly AccountSummary[];
  readonly choices: readonly FolderChoice[];
  readonly categories: readonly string[];
}

/** One condition of a rule, to be edited. */
export function ConditionRow(props: {
  readonly nth: number;
  readonly condition: Condition;
  readonly nameable: Nameable;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}) {
  const { condition, nameable, onChange } = props;
  const say = useSay();
  const name = (what: string) => say('{what} of condition {nth}', { what, nth: props.nth + 1 });
  return (
    <div className="rule-row" role="group" aria-label={say('Condition {nth}', { nth: props.nth + 1 })}>
      <Choice
        name={name(say('Subject'))}
        value={condition.on}
        choices={subjects(say)}
        onChange={(on) => onChange(first(on, nameable))}
      />
      {'text' in condition && (
        <>
          <Choice
            name={name(say('Comparison'))}
            value={condition.how}
            choices={[
              { value: 'contains', label: say('contains') },
              { value: 'is', label: say('is') },
              { value: 'lacks', label: say('does not contain') },
            ]}
            onChange={(how) => onChange({ ...condition, how })}
          />
          <input
            className="input"
            type="text"
            dir="auto"
            autoComplete="off"
            aria-label={name(say('Text'))}
            value={condition.text}
            onChange={(event) => onChange({ ...condition, text: event.target.value })}
          />
        </>
      )}
      {condition.on === 'size' && (
        <>
          <Choice
            name={name(say('Comparison'))}
            value={condition.how}
            choices={[
              { value: 'over', label: say('is over') },
              { value: 'under', label: say('is under') },
            ]}
            onChange={(how) => onChange({ ...condition, how })}
          />
          <input
            className="input"
            type="number"
            min={0}
            aria-label={name(say('Size in kB'))}
            value={Math.round(condition.bytes / 1024)}
            onChange={(event) =>
              onChange({ ...condition, bytes: Math.max(0, Math.round(Number(event.target.value))) * 1024 })
            }
          />
          <span>{say('kB')}</span>
        </>
      )}
      {condition.on === 'attachment' && (
        <Choice
          name={name(say('Whether'))}
          value={condition.has ? 'yes' : 'no'}
          choices={[
            { value: 'yes', label: say('is there') },
            { value: 'no', label: say('is not there') },
          ]}
          onChange={(has) => onChange({ ...condition, has: has === 'yes' })}
        />
      )}
      {condition.on === 'account' && (
        <Choice
          name={name(say('Account'))}
          value={condition.accountId}
          choices={nameable.accounts.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={(accountId) => onChange({ ...condition, accountId })}
        />
      )}
      {condition.on === 'folder' && (
        <Choice
          name={name(say('Folder'))}
          value={condition.folderId}
          choices={nameable.choices.map(({ id, label }) => ({ value: id, label }))}
          onChange={(folderId) => onChange({ ...condition, folderId })}
        />
      )}
      <Button
        kind="icon"
        icon={X}
        label={say('Remove condition {nth}', { nth: props.nth + 1 })}
        onPress={props.onRemove}
      />
    </div>
  );
}

function subjects(say: Say): readonly { readonly value: Condition['on']; readonly label: string }[] {
  return [
    { value: 'from', label: say('Sender') },
    { value: 'to', label: say('To or Cc') },
    { value: 'subject', label: say('Subject') },
    { value: 'list', label: say('List-Id') },
    { value: 'size', label: say('Size') },
    { value: 'attachment', label: say('Attachment') },
    { value: 'blocked', label: say('Sender is blocked') },
    { value: 'account', label: say('Account') },
    { value: 'folder', label: say('Folder') },
  ];
}

/** A condition as it begins. */
export function first(on: Condition['on'], { accounts, choices }: Nameable): Condition {
  switch (on) {
    case 'size':
      return { on, how: 'over', bytes: 1024 * 1024 };
    case 'attachment':
      return { on, has: true };
    case 'blocked':
      return { on };
    case 'account':
      return { on, accountId: accounts[0]?.id ?? '' };
    case 'folder':
      return { on, folderId: choices[0]?.id ?? '' };
    default:
      return { on, how: 'contains', text: '' };
  }
}
