import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { fieldLabel, FIELDS, type Field, moved, put, valueOf } from './fields.ts';
import { RecipientField } from './recipient-field.tsx';
import type { People } from './use-people.ts';
import type { EditedDraft } from './use-draft.ts';

/** To, and of Cc, Bcc and Reply-To those that hold something or were asked for. */
export function RecipientRows({
  edited: { kept, edit },
  people,
}: {
  readonly edited: EditedDraft;
  readonly people: People;
}) {
  const say = useSay();
  /** Asked for here; the last one is where the person goes on. */
  const [extra, setExtra] = useState<readonly Field[]>([]);
  const { draft, refused } = kept;
  const shown = FIELDS.filter(
    (field) => field === 'to' || extra.includes(field) || draft[field].length + refused[field].length > 0,
  );
  const last = shown.at(-1);
  return shown.map((field) => (
    <RecipientField
      key={field}
      label={fieldLabel(field, say)}
      value={valueOf(kept, field)}
      people={people}
      autoFocus={field === extra.at(-1) || (field === 'to' && draft.to.length === 0 && draft.subject === '')}
      onChange={(value) => edit(put(field, value))}
      onMove={(chip, index, by) => edit(moved(field, chip, index, by))}
    >
      {field === last &&
        FIELDS.filter((each) => !shown.includes(each)).map((each) => (
          <Button
            key={each}
            kind="link"
            label={fieldLabel(each, say)}
            onPress={() => setExtra([...extra, each])}
          />
        ))}
    </RecipientField>
  ));
}
