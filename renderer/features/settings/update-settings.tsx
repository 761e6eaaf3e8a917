import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useChangeSettings, useSettings } from '../../hooks/use-settings.tsx';
import { OtherSetting, SwitchSetting } from './setting.tsx';
import { updateWords } from './update-words.ts';
import { useFact } from './use-fact.ts';

/** Whether newer versions are looked for, and where that stands. */
export function UpdateSettings() {
  const say = useSay();
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const { updates } = useSettings();
  const change = useChangeSettings();
  const [state, ask] = useFact('updates.state');
  const isGoing = state?.kind === 'checking' || state?.kind === 'fetching';
  useEffect(() => {
    if (!isGoing) return;
    const timer = setInterval(ask, 1000);
    return () => clearInterval(timer);
  }, [isGoing, ask]);
  if (!state) return null;
  const look = () => {
    askMain(bridge, 'updates.check', null).then(ask, tellFailure);
    ask();
  };
  return (
    <>
      {state.kind !== 'off' && (
        <SwitchSetting
          label={say('Look for newer versions by itself')}
          hint={say('Once a day. What is newer is fetched, checked and used from the next start on.')}
          also={say('update upgrade automatic version')}
          on={updates}
          onChange={(on) => change({ updates: on })}
        />
      )}
      <OtherSetting
        label={say('This is Retinue {version}', { version: bridge.versions.app })}
        hint={updateWords(state, say)}
        also={say('update upgrade version about new')}
      >
        {state.kind !== 'off' && (
          <span>
            <Button kind="outline" label={say('Look now')} disabled={isGoing} onPress={look} />
          </span>
        )}
      </OtherSetting>
    </>
  );
}
