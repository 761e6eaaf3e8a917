import { CircleX, CirclePause, CloudOff, KeyRound, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { originOf } from '../../../shared/health/origin-of.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { usePause } from '../../hooks/use-pause.ts';
import { useWorkOffline } from '../../hooks/use-work-offline.ts';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { AccountStateRow } from '../../store/tables.ts';
import { bannerWords, offlineWords } from './status-words.ts';
import { WhatWaits } from './what-waits.tsx';

/** One banner an account that has something to say, and one for Retinue's own network part. */
export function Banners({
  accounts,
  states,
  stopped,
  signIn,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly states: ReadonlyMap<string, AccountStateRow>;
  /** Why nothing goes over the network any more, or null. */
  readonly stopped: string | null;
  /** The form for an account's password. */
  readonly signIn: (account: AccountSummary) => ReactNode;
}) {
  const say = useSay();
  const { reader } = useServices();
  const waiting = useLive('waiting', () => reader.waiting()) ?? 0;
  // It stays open when its banner goes: what was looked at has gone out then.
  const [seeing, setSeeing] = useState(false);
  const see = waiting > 0 && (
    <Button kind="link" label={say('See what waits')} onPress={() => setSeeing(true)} />
  );
  return (
    <>
      {stopped && (
        <Banner icon={CircleX} tone="danger" title={say('Retinue cannot reach any server')} urgent>
          <p>{stopped}</p>
        </Banner>
      )}
      {accounts.some(({ offline }) => offline) && <WorkingOffline waiting={waiting} see={see} />}
      {accounts.map((account) => (
        <AccountBanner
          key={account.id}
          account={account}
          state={states.get(account.id)}
          waiting={waiting}
          see={see}
          signIn={signIn}
        />
      ))}
      {seeing && <WhatWaits accounts={accounts} onClose={() => setSeeing(false)} />}
    </>
  );
}

const ICONS = {
  offline: CloudOff,
  'sign-in': KeyRound,
  refused: TriangleAlert,
  paused: CirclePause,
} as const;

function AccountBanner({
  account,
  state,
  waiting,
  see,
  signIn,
}: {
  readonly account: AccountSummary;
  readonly state: AccountStateRow | undefined;
  readonly waiting: number;
  /** Opens what waits, where something does. */
  readonly see: ReactNode;
  readonly signIn: (account: AccountSummary) => ReactNode;
}) {
  const words = bannerWords(account, state, waiting, useSay());
  if (!words) return null;
  const asks = words.kind === 'sign-in';
  return (
    <Banner
      icon={ICONS[words.kind]}
      title={words.title}
      tone={words.kind === 'refused' ? 'danger' : 'warn'}
      urgent={asks}
      actions={
        !asks && (
          <>
            {words.kind !== 'refused' && see}
            {account.paused ? <Resume url={account.url} /> : <TryNow accountId={account.id} />}
          </>
        )
      }
    >
      <p>{words.text}</p>
      {asks && signIn(account)}
    </Banner>
  );
}

/** One for all accounts. */
function WorkingOffline({ waiting, see }: { readonly waiting: number; readonly see: ReactNode }) {
  const say = useSay();
  const workOffline = useWorkOffline();
  const online = (
    <>
      {see}
      <Button kind="outline" label={say('Go online')} onPress={() => workOffline(false)} />
    </>
  );
  return (
    <Banner icon={CloudOff} title={say('You work offline')} actions={online}>
      <p>{offlineWords(waiting, say)}</p>
    </Banner>
  );
}

function Resume({ url }: { readonly url: string }) {
  const say = useSay();
  const pause = usePause();
  return <Button kind="outline" label={say('Resume')} onPress={() => pause(originOf(url), false)} />;
}

function TryNow({ accountId }: { readonly accountId: string }) {
  const { engine } = useServices();
  const tell = useTellFailure();
  const say = useSay();
  const tryNow = () => {
    engine.call('sync.now', { accountId }).catch(tell);
  };
  return <Button kind="outline" label={say('Try now')} onPress={tryNow} />;
}
