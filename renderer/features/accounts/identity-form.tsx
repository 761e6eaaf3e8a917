import { type FormEvent, useId, useState } from 'react';
import { readAddress } from '../../../shared/mail/compose/envelope-address.ts';
import type { Identity, Signature } from '../../../shared/mail/compose/identity.ts';
import { plainTextOf } from '../../../shared/mail/compose/plain-text-of.ts';
import { escapeHtml } from '../../../shared/mail/compose/quote.ts';
import { Button } from '../../components/button.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** Name, address, where answers go, and the signature of one identity. */
export function IdentityForm({
  identity,
  onSave,
  onCancel,
}: {
  readonly identity: Identity;
  readonly onSave: (identity: Identity) => void;
  readonly onCancel: () => void;
}) {
  const say = useSay();
  const [draft, setDraft] = useState(identity);
  const [complaint, setComplaint] = useState<string | null>(null);
  const change = (part: Partial<Identity>) => {
    setComplaint(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = [draft.address, draft.replyTo].find(
      (each) => each !== null && readAddress(each).kind === 'fault',
    );
    if (wrong === undefined) onSave({ ...draft, name: draft.name.trim() });
    else
      setComplaint(
        say('"{wrong}" is not an address. Enter one such as dagny@example.com.', { wrong: wrong ?? '' }),
      );
  };
  return (
    <form className="identity-form" onSubmit={submit} noValidate>
      <Line label={say('Your name')} value={draft.name} onChange={(name) => change({ name })} />
      <Line
        label={say('Mail address')}
        value={draft.address}
        onChange={(address) => change({ address: address.trim() })}
      />
      <Line
        label={say('Answers to')}
        value={draft.replyTo ?? ''}
        onChange={(replyTo) => change({ replyTo: replyTo.trim() || null })}
      />
      <SignatureField signature={draft.signature} onChange={(signature) => change({ signature })} />
      <div className="identity-foot">
        {complaint && (
          <p className="meta" data-tone="warn" role="alert">
            {complaint}
          </p>
        )}
        <Button kind="outline" label={say('Cancel')} onPress={onCancel} />
        <Button kind="outline" label={say('Save identity')} submit />
      </div>
    </form>
  );
}

function Line({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        dir="auto"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function SignatureField({
  signature,
  onChange,
}: {
  readonly signature: Signature;
  readonly onChange: (signature: Signature) => void;
}) {
  const say = useSay();
  const id = useId();
  const formatted = signature.kind === 'html';
  return (
    <div className="field">
      <label htmlFor={formatted ? undefined : id}>{say('Signature')}</label>
      {formatted ? (
        <div className="signature-rich">
          <RichText
            html={signature.html}
            label={say('Signature')}
            onChange={(html) => onChange({ kind: 'html', html })}
          />
        </div>
      ) : (
        <textarea
          id={id}
          className="input"
          dir="auto"
          rows={4}
          value={signature.text}
          onChange={(event) => onChange({ kind: 'text', text: event.target.value })}
        />
      )}
      <label className="hint with-formatting">
        <input
          type="checkbox"
          checked={formatted}
          onChange={(event) => onChange(event.target.checked ? asHtml(signature) : asText(signature))}
        />{' '}
        {say('With formatting')}
      </label>
    </div>
  );
}

function asHtml(signature: Signature): Signature {
  if (signature.kind === 'html') return signature;
  const lines = signature.text.split('\n').map((line) => escapeHtml(line));
  return { kind: 'html', html: `<p>${lines.join('<br>') || '<br>'}</p>` };
}

function asText(signature: Signature): Signature {
  return signature.kind === 'text' ? signature : { kind: 'text', text: plainTextOf(signature.html).trim() };
}
