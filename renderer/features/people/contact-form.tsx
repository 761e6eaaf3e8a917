import { type FormEvent, useId, useState } from 'react';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { type Contact, contactName, NO_CONTACT } from '../../../shared/people/contact.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { isString, useStored } from '../../hooks/use-stored.ts';
import { LOCAL } from '../../store/reader.ts';
import type { ContactRow } from '../../store/tables.ts';
import type { Book } from './books-of.ts';
import { BookChoice } from './book-choice.tsx';
import { changed, FIELDS, type FieldName, fieldsOf } from './form-fields.ts';
import { FormField } from './form-field.tsx';
import { useSaveContact } from './use-save-contact.ts';

/** What is edited: a contact that is there, or a new one (row null), with what is known already and the book that is shown. */
export interface Editing {
  readonly row: ContactRow | null;
  readonly contact?: Contact;
  readonly book?: string | null;
}

export interface ContactFormProps {
  readonly editing: Editing;
  /** Where a new one can be kept. */
  readonly books: readonly Book[];
  readonly onClose: () => void;
  /** With the id of its row. */
  readonly onSaved: (id: string) => void;
}

/** The form of a contact. It is closed when the contact is safe in its address book; until then what was typed stays. */
export function ContactForm({ editing, books, onClose, onSaved }: ContactFormProps) {
  const say = useSay();
  const { row } = editing;
  const { engine } = useServices();
  const save = useSaveContact();
  const [before, setBefore] = useState<Contact>(row ?? editing.contact ?? NO_CONTACT);
  const [kept, setKept] = useState(row?.kept ?? null);
  const [fields, setFields] = useState(() => fieldsOf(before));
  const [lastBook, rememberBook] = useStored('contact-book', LOCAL, isString);
  const [chosen, setChosen] = useState(editing.book ?? lastBook);
  const book = row?.accountId ?? books.find(({ id }) => id === chosen)?.id ?? LOCAL;
  const [fault, setFault] = useState<Failure | string | null>(null);
  const [busy, setBusy] = useState(false);
  const sentence = useId();
  const tried = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      setFault(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const contact = changed(before, fields);
    if (contactName(contact) === '') {
      setFault(say('A contact needs a name, a company or an address. Nothing was saved. Enter one of them.'));
      return;
    }
    void tried(async () => {
      onSaved(await save({ book, key: row?.key ?? null, kept }, contact));
      if (!row) rememberBook(book);
      onClose();
    });
  };
  const lookAgain = (href: string) =>
    void tried(async () => {
      const now = await engine.call('contacts.read', { accountId: book, href });
      setBefore(now);
      setKept(now.kept ?? null);
      setFields(fieldsOf(now));
      setFault(null);
    });
  const isChanged = fault !== null && typeof fault !== 'string' && fault.kind === 'conflict';
  const hasChoice = row === null && books.length > 1;
  const label = row
    ? say('Edit contact')
    : hasChoice
      ? say('New contact')
      : say('New contact on this computer');
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
      <form className="contact-form" onSubmit={submit}>
        <h2 className="title">{label}</h2>
        <div className="contact-fields">
          {FIELDS.map((name, nth) => (
            <FormField
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
        {hasChoice && <BookChoice books={books} chosen={book} onChoose={setChosen} />}
        <p id={sentence} role="alert" className="fault">
          <Fault fault={fault} />
        </p>
        <div className="dialog-actions">
          <Button kind="primary" submit label={say('Save')} disabled={busy} />
          {isChanged && kept && (
            <Button
              kind="outline"
              label={say('Show it as it is now')}
              disabled={busy}
              onPress={() => lookAgain(kept.href)}
            />
          )}
          <Button kind="outline" label={say('Cancel')} onPress={onClose} />
        </div>
      </form>
    </Dialog>
  );
}

/** What went wrong. What a server did not take may have been typed for long: that it is not lost is said. */
function Fault({ fault }: { readonly fault: Failure | string | null }) {
  const say = useSay();
  if (fault === null || typeof fault === 'string') return fault;
  const sentence = sayTold(fault, say);
  return fault.kind === 'invalid-input'
    ? sentence
    : say('{sentence} What you typed is still here.', { sentence });
}
