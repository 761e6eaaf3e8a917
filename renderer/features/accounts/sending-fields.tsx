import { useId } from 'react';
import { SMTP_SECURITY, type SmtpSecurity } from '../../../shared/mail/smtp.ts';
import { PasswordField } from '../../components/password-field.tsx';
import { securityWords, type SendingDraft, withSecurity } from './sending-words.ts';
import { useSay } from '../../hooks/use-say.ts';

/** Which server sends the mail of an account, and how to sign in there. */
export function SendingFields({
  draft,
  onChange,
}: {
  readonly draft: SendingDraft;
  readonly onChange: (draft: SendingDraft) => void;
}) {
  const say = useSay();
  const id = useId();
  const line = (name: 'host' | 'port' | 'user', label: string, hint: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        className="input"
        value={draft[name]}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-${name}-hint`}
        onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
      />
      <p className="hint" id={`${id}-${name}-hint`}>
        {hint}
      </p>
    </div>
  );
  return (
    <>
      {line(
        'host',
        say('Mail server'),
        say('The server that takes mail for sending (SMTP), for example smtp.example.com.'),
      )}
      <div className="field">
        <label htmlFor={`${id}-security`}>{say('Encryption')}</label>
        <select
          id={`${id}-security`}
          className="input"
          value={draft.security}
          onChange={(event) => onChange(withSecurity(draft, event.target.value as SmtpSecurity))}
        >
          {SMTP_SECURITY.map((each) => (
            <option key={each} value={each}>
              {securityWords(each, say)}
            </option>
          ))}
        </select>
      </div>
      {line(
        'port',
        say('Port'),
        say('465 with TLS, 587 with STARTTLS, unless the administrator says otherwise.'),
      )}
      {line(
        'user',
        say('Name for sending'),
        say('Leave it empty where the server asks nobody who they are.'),
      )}
      {draft.user.trim() !== '' && (
        <label className="meta">
          <input
            type="checkbox"
            checked={draft.same}
            onChange={(event) => onChange({ ...draft, same: event.target.checked })}
          />{' '}
          {say('The password is the one for reading')}
        </label>
      )}
      {draft.user.trim() !== '' && !draft.same && (
        <div className="field">
          <label htmlFor={`${id}-password`}>{say('Password for sending')}</label>
          <PasswordField
            id={`${id}-password`}
            value={draft.password}
            onChange={(password) => onChange({ ...draft, password })}
          />
        </div>
      )}
    </>
  );
}
