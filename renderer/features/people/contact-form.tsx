import { type FormEvent, useId, useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { type Contact, contactName, NO_CONTACT } from '../../../shared/people/contact.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { LOCAL } from '../../store/reader.ts';
import { changed, FIELDS, type FieldName, fieldsOf } from './form-fields.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** What is edited: a card that is there, or a new one (key null), with what is known already. */
export interface Editing {
  readonly key: string | null;
  readonly contact?: Contact;
}

/** The form of a contact on this computer. It is closed when the card is safe on disk. */
export function ContactForm({
  editing,
  onClose,
  onSaved,
}: {
  readonly editing: Editing;
  readonly onClose: () => void;
  /** With the id of its row. */
  readonly onSaved: (id: string) => void;
}) {
  const say = useSay();
  const { engine } = useServices();
  const before = editing.contact ?? NO_CONTACT;
  const [fields, setFields] = useState(() => fieldsOf(before));
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sentence = useId();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const contact = changed(before, fields);
    if (contactName(contact) === '') {
      setFault(say('A contact needs a name, a company or an address. Nothing was saved. Enter one of them.'));
      return;
    }
    setBusy(true);
    engine.call('cards.save', { key: editing.key, contact }).then(
      ({ key }) => {
        onSaved(`${LOCAL}|${key}`);
        onClose();
      },
      (thrown: unknown) => {
        setBusy(false);
        setFault(sayTold(toFailure(thrown), say));
      },
    );
  };
  const label = editing.key === null ? say('New contact on this computer') : say('Edit contact');
  const labels: Readonly<Record<FieldName, string>> = {
    given: say('First name'),
    family: say('Last name'),
    company: say('Company'),
    department: say('Department'),
    job: say('Job title'),
    emails: say('E-mail, one in a line'),
    work: say('Phone, work'),
    mobile: say('Mobile phone'),
    home: say('Phone, home'),
    street: say('Street'),
    code: say('Postal code'),
    city: say('City'),
    country: say('Country'),
    web: say('Web page'),
    birthday: say('Birthday'),
    notes: say('Notes'),
  };
  return (
    <Dialog label={label} wide onClose={onClose}>
      <form className="contact-form" onSubmit={save}>
        <h2 className="title">{label}</h2>
        <div className="contact-fields">
          {FIELDS.map((name, nth) => (
            <Field
              key={name}
              name={name}
              label={labels[name]}
              value={fields[name]}
              first={nth === 0}
              describedBy={fault === null ? undefined : sentence}
              onChange={(value) => setFields({ ...fields, [name]: value })}
            />
          ))}
        </div>
        <p id={sentence} role="alert" className="fault">
          {fault}
        </p>
        <div className="dialog-actions">
          <Button kind="primary" submit label={say('Save')} disabled={busy} />
          <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  readonly name: FieldName;
  readonly label: string;
  readonly value: string;
  readonly first: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: string) => void;
}

function Field({ name, label, value, first, describedBy, onChange }: FieldProps) {
  const id = useId();
  const isLong = name === 'notes' || name === 'emails';
  const common = {
    id,
    className: 'input',
    dir: 'auto',
    autoComplete: 'off',
    value,
    autoFocus: first,
    'aria-describedby': describedBy,
    onChange: ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) => onChange(target.value),
  } as const;
  return (
    <div className="field" data-long={isLong ? '' : undefined}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {isLong ? (
        <textarea rows={2} {...common} />
      ) : (
        <input type={name === 'birthday' ? 'date' : 'text'} {...common} />
      )}
    </div>
  );
}
