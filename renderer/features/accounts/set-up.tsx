import { type FormEvent, useState } from 'react';
import type { AccountForm, Remember } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { isOpenLine } from './account-words.ts';
import { CheckReportView } from './check-report.tsx';
import { defaultRemember, RememberChoice, useSecretsBackend } from './remember-choice.tsx';
import { SetUpSending } from './set-up-sending.tsx';
import { useSending } from './use-sending.ts';
import { useSetUp } from './use-set-up.ts';
import { useSay } from '../../hooks/use-say.ts';

/** Adds an account: four fields, what the server says to them, and where the password is kept. */
export function SetUp({
  onDone,
  onCancel,
}: {
  readonly onDone: () => void;
  /** Absent on first run: there is nothing to go back to. */
  readonly onCancel?: () => void;
}) {
  const say = useSay();
  const { form, checking, complaint, adding, checked, isPlain, change, check, add } = useSetUp(onDone);
  const sending = useSending(form.user);
  /** Who sends is checked like the rest, or not named. */
  const isReady = checked && (!isPlain || sending.checked || sending.draft.host.trim() === '');
  const backend = useSecretsBackend();
  const [chosen, setChosen] = useState<Remember | null>(null);
  const remember = chosen ?? defaultRemember(backend);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!checked) return void check();
    if (isReady) void add(remember, isPlain && sending.checked ? sending.complete() : null);
  };
  return (
    <form className="set-up" onSubmit={submit} noValidate>
      <div className="set-up-body">
        <h1 className="title">{say('Add your mail account')}</h1>
        <p>
          {say(
            'Retinue talks to your own server, and to nobody else but the place of its newer versions, which Settings turns off. There is no sign-up, and nothing is reported to anyone.',
          )}
        </p>
        <Field
          id="name"
          label={say('Name')}
          form={form}
          onChange={change}
          hint={say('How the account is called here, for example “Work”.')}
        />
        <Field
          id="url"
          label={say('Server')}
          form={form}
          onChange={change}
          mono
          placeholder="https://mail.example.com/exchange/"
          hint={say('The address of Outlook Web Access, or of your mailbox below it.')}
        />
        {isOpenLine(form.url) && (
          <div className="field">
            <p className="hint" data-tone="warn" role="status">
              {say(
                'This address has no TLS: your password and mail would cross the network readable by others. Use https:// if the server has it.',
              )}
            </p>
          </div>
        )}
        <Field
          id="user"
          label={say('User name')}
          form={form}
          onChange={change}
          hint={say('As you sign in there: dagny, DOMAIN\\dagny or dagny@example.com.')}
        />
        <div className="field">
          <label htmlFor="set-up-password">{say('Password')}</label>
          <PasswordField
            id="set-up-password"
            value={form.password}
            onChange={(password) => change({ password })}
          />
        </div>
        <RememberChoice backend={backend} value={remember} onChange={setChosen} />
        <CheckReportView checking={checking} onRetry={() => void check()} />
        {isPlain && <SetUpSending sending={sending} reading={form.password} />}
      </div>
      <div className="dialog-foot">
        {complaint && (
          <p className="meta" role="alert">
            {complaint}
          </p>
        )}
        {onCancel && <Button kind="outline" label={say('Cancel')} onPress={onCancel} />}
        <Button
          kind={checked ? 'outline' : 'primary'}
          label={checking.state === 'running' ? say('Checking…') : say('Check')}
          disabled={checking.state === 'running'}
          {...(checked ? { onPress: () => void check() } : { submit: true })}
        />
        <Button
          kind={checked ? 'primary' : 'outline'}
          label={say('Add account')}
          disabled={!isReady || adding}
          submit={checked}
        />
      </div>
    </form>
  );
}

function Field({
  id,
  label,
  form,
  onChange,
  hint,
  mono = false,
  placeholder,
}: {
  readonly id: 'name' | 'url' | 'user';
  readonly label: string;
  readonly form: AccountForm;
  readonly onChange: (part: Partial<AccountForm>) => void;
  readonly hint: string;
  readonly mono?: boolean;
  readonly placeholder?: string;
}) {
  const fieldId = `set-up-${id}`;
  return (
    <div className="field">
      <label htmlFor={fieldId}>{label}</label>
      <input
        id={fieldId}
        className={mono ? 'input mono' : 'input'}
        value={form[id]}
        placeholder={placeholder}
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the window or dialog is there for this form: nothing else is passed over
        autoFocus={id === 'name'}
        autoComplete={id === 'user' ? 'username' : 'off'}
        aria-describedby={`${fieldId}-hint`}
        onChange={(event) => onChange({ [id]: event.target.value })}
      />
      <p className="hint" id={`${fieldId}-hint`}>
        {hint}
      </p>
    </div>
  );
}
