import { Button } from '../../components/button.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { OtherSetting, SwitchSetting } from './setting.tsx';
import { UpdateSettings } from './update-settings.tsx';
import { useFact } from './use-fact.ts';

/** How Retinue lives with the system; and the way to the accounts, which have a place of their own. */
export function Computer({ onAccounts }: { readonly onAccounts: () => void }) {
  const say = useSay();
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const [login, ask] = useFact('login.get');
  const start = (starts: boolean) => void askMain(bridge, 'login.set', { starts }).then(ask, tellFailure);
  return (
    <>
      {login && (
        <SwitchSetting
          label={say('Start when you sign in to this computer')}
          {...(login.starts === null ? { hint: say('This system does not offer it.') } : {})}
          also={say('autostart login launch boot startup')}
          on={login.starts === true}
          disabled={login.starts === null}
          onChange={start}
        />
      )}
      <UpdateSettings />
      <OtherSetting
        label={say('Accounts')}
        hint={say('Servers, passwords, names, signatures and what is kept on this computer.')}
        also={say('account password signature identity server smtp mailbox')}
      >
        <span>
          <Button kind="outline" label={say('Accounts…')} onPress={onAccounts} />
        </span>
      </OtherSetting>
    </>
  );
}
