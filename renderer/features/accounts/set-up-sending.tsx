import { Button } from '../../components/button.tsx';
import { CheckReportView } from './check-report.tsx';
import { SendingFields } from './sending-fields.tsx';
import type { useSending } from './use-sending.ts';
import { useSay } from '../../hooks/use-say.ts';

/** Asked where the check found a server that only keeps mail: who sends it. It may stay empty. */
export function SetUpSending({
  sending,
  reading,
}: {
  readonly sending: ReturnType<typeof useSending>;
  /** The password for reading. */
  readonly reading: string;
}) {
  const say = useSay();
  const { draft, change, checking, complaint, check } = sending;
  return (
    <section className="set-up-sending" aria-label={say('Sending')}>
      <h2>{say('Sending')}</h2>
      <p className="hint">
        {say(
          'This server keeps mail and sends none. Name the server that sends it, or leave this empty: the account then reads only.',
        )}
      </p>
      <SendingFields draft={draft} onChange={change} />
      <CheckReportView checking={checking} onRetry={() => void check(reading)} />
      {complaint && <p role="alert">{complaint}</p>}
      {draft.host.trim() !== '' && (
        <Button kind="outline" label={say('Check sending')} onPress={() => void check(reading)} />
      )}
    </section>
  );
}
