import { Lock, ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import type { SignatureReport } from '../../../../shared/mail/signature.ts';
import { Button } from '../../../components/button.tsx';
import { Strip } from '../../../components/strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { detailWords, verdictWords } from './signature-words.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** What a signature is worth, in words; or that the message is encrypted. */
export function SignatureStrip({ report }: { readonly report: SignatureReport }) {
  const say = useSay();
  const [all, setAll] = useState(false);
  if (report.kind === 'encrypted')
    return (
      <Strip icon={Lock} label={say('Encrypted')}>
        <b>{say('This message is encrypted (S/MIME).')}</b>{' '}
        {say('Retinue cannot open it. Save the attachment and open it with a program that has your key.')}
      </Strip>
    );
  if (report.kind === 'unreadable')
    return (
      <Strip icon={ShieldQuestion} label={say('Signature')}>
        {sayTold(report, say)}
      </Strip>
    );
  const [first] = report.problems;
  const isGrave = first?.kind === 'changed' || first?.kind === 'other-address';
  return (
    <Strip
      icon={first ? (isGrave ? ShieldAlert : ShieldQuestion) : ShieldCheck}
      label={say('Signature')}
      {...(isGrave ? { tone: 'warn' as const } : first ? {} : { tone: 'ok' as const })}
      actions={
        <Button
          kind="link"
          label={all ? say('Less') : say('Details')}
          pressed={all}
          onPress={() => setAll(!all)}
        />
      }
    >
      {verdictWords(report, say)}
      {all &&
        detailWords(report, say).map((line) => (
          <span key={line} className="strip-detail">
            {line}
          </span>
        ))}
    </Strip>
  );
}
