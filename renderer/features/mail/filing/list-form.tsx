import { useState } from 'react';
import * as v from 'valibot';
import { type ListRule, listRuleSchema } from '../../../../shared/filing/filing.ts';
import { TextField } from '../../../components/text-field.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { Nameable } from './condition-row.tsx';
import { FormFoot } from './form-foot.tsx';
import { useFormFocus } from './use-form-focus.ts';
import { ActionsEditor } from './rows-editor.tsx';

/** What is done with a mailing list, to be edited. */
export function ListForm(props: {
  readonly list: ListRule;
  readonly nameable: Nameable;
  readonly onDone: (list: ListRule) => void;
  readonly onCancel: () => void;
}) {
  const say = useSay();
  const form = useFormFocus();
  const [list, setList] = useState(props.list);
  const set = (more: Partial<ListRule>) => setList({ ...list, ...more });
  const { name, address, listId, actions } = list;
  const isWhole = v.is(listRuleSchema, list) && (address !== '' || listId !== '') && actions.length > 0;
  const field = { invalid: false, describedBy: '' };
  return (
    <form
      className="rule-form"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) props.onDone(list);
      }}
    >
      <div className="dialog-body">
        <h2 className="heading">{say('Mailing list')}</h2>
        <TextField
          label={say('Name')}
          value={name}
          selects
          {...field}
          onChange={(next) => set({ name: next })}
        />
        <TextField
          label={say('Address of the list')}
          value={address}
          {...field}
          onChange={(next) => set({ address: next.trim() })}
        />
        <TextField
          label={say('List-Id, if you know it')}
          value={listId}
          {...field}
          onChange={(next) => set({ listId: next.trim() })}
        />
        <ActionsEditor
          actions={actions}
          nameable={props.nameable}
          onChange={(next) => set({ actions: next })}
        />
      </div>
      <FormFoot isWhole={isWhole} onCancel={props.onCancel} />
    </form>
  );
}
