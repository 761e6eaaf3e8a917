import { Plus } from 'lucide-react';
import { useState } from 'react';
import * as v from 'valibot';
import { type Rule, ruleSchema } from '../../../../shared/filing/filing.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { Choice } from './choice.tsx';
import { ConditionRow, first, type Nameable } from './condition-row.tsx';
import { FormFoot } from './form-foot.tsx';
import { useFormFocus } from './use-form-focus.ts';
import { ActionsEditor, replaced } from './rows-editor.tsx';

/** A rule, to be edited. */
export function RuleForm(props: {
  readonly rule: Rule;
  readonly nameable: Nameable;
  readonly onDone: (rule: Rule) => void;
  readonly onCancel: () => void;
}) {
  const { nameable } = props;
  const say = useSay();
  const form = useFormFocus();
  const [rule, setRule] = useState(props.rule);
  const set = (more: Partial<Rule>) => setRule({ ...rule, ...more });
  const { conditions, actions } = rule;
  const isWhole = v.is(ruleSchema, rule) && conditions.length > 0 && actions.length > 0;
  return (
    <form
      className="rule-form"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) props.onDone(rule);
      }}
    >
      <div className="dialog-body">
        <h2 className="heading">{say('Rule')}</h2>
        <TextField
          label={say('Name')}
          value={rule.name}
          invalid={false}
          describedBy=""
          selects
          onChange={(name) => set({ name })}
        />
        <fieldset className="rule-part">
          <legend className="label">{say('If')}</legend>
          <Choice
            name={say('How many conditions must hold')}
            value={rule.match}
            choices={[
              { value: 'all', label: say('all of these hold') },
              { value: 'any', label: say('any of these holds') },
            ]}
            onChange={(match) => set({ match })}
          />
          {conditions.map((condition, nth) => (
            <ConditionRow
              key={nth}
              nth={nth}
              condition={condition}
              nameable={nameable}
              onChange={(next) => set({ conditions: replaced(conditions, nth, next) })}
              onRemove={() => set({ conditions: conditions.filter((_, at) => at !== nth) })}
            />
          ))}
          <Button
            kind="link"
            icon={Plus}
            label={say('Add a condition')}
            onPress={() => set({ conditions: [...conditions, first('from', nameable)] })}
          />
        </fieldset>
        <ActionsEditor actions={actions} nameable={nameable} onChange={(next) => set({ actions: next })} />
        {conditions.some(({ on }) => on === 'list' || on === 'to') && (
          <p className="hint">
            {say(
              'Cc and List-Id are known of messages whose text is on this computer. Of new mail Retinue asks the server for both where a List-Id is asked for. Of other messages, a condition on them does not hold.',
            )}
          </p>
        )}
      </div>
      <FormFoot isWhole={isWhole} onCancel={props.onCancel} />
    </form>
  );
}
