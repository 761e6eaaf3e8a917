import { useEffect } from 'react';
import { useSay } from '../../hooks/use-say.ts';
import { useChangeSettings, useSettings } from '../../hooks/use-settings.tsx';
import { OtherSetting, SwitchSetting } from './setting.tsx';
import { useFact } from './use-fact.ts';

/** Checking what is written. On Linux and Windows it needs dictionaries from elsewhere: said before it is turned on. */
export function Spelling() {
  const say = useSay();
  const { spelling, spellingLanguages } = useSettings();
  const change = useChangeSettings();
  const [facts, ask] = useFact('spelling.facts');
  useEffect(ask, [ask, spelling, spellingLanguages]);
  if (!facts) return null;
  const names = new Intl.DisplayNames([say.locale], { type: 'language' });
  const turn = (language: string) =>
    change({
      spellingLanguages: facts.chosen.includes(language)
        ? facts.chosen.filter((each) => each !== language)
        : [...facts.chosen, language],
    });
  const cost =
    facts.fetchesFrom === null
      ? say('The system checks; nothing leaves this computer.')
      : say(
          'Turning it on fetches a dictionary for each language from {address}, which learns your network address. What you write stays on this computer.',
          { address: facts.fetchesFrom },
        );
  return (
    <>
      <SwitchSetting
        label={say('Check spelling while writing')}
        hint={cost}
        also={say('spell checker dictionary language typing mistakes words')}
        on={facts.on}
        onChange={(on) => change({ spelling: on })}
      />
      {facts.on && facts.languages.length > 0 && (
        <OtherSetting label={say('Languages to check')} also={say('spelling dictionary language')}>
          <div className="setting-list" tabIndex={0} role="group" aria-label={say('Languages')}>
            {facts.languages.map((language) => (
              <label key={language}>
                <input
                  type="checkbox"
                  checked={facts.chosen.includes(language)}
                  onChange={() => turn(language)}
                />
                {names.of(language) ?? language}
              </label>
            ))}
          </div>
        </OtherSetting>
      )}
    </>
  );
}
