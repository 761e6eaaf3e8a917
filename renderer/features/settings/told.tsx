import { useSay } from '../../hooks/use-say.ts';
import { useChangeSettings, useSettings } from '../../hooks/use-settings.tsx';
import { clockOf, minuteOf } from '../../../shared/settings/quiet-hours.ts';
import { NEW_MAIL_NOTICES } from '../../../shared/settings/settings.ts';
import { ChoiceSetting, OtherSetting, SwitchSetting } from './setting.tsx';

/** What the system tells while the window is not looked at. */
export function Told() {
  const say = useSay();
  const { newMail, quiet } = useSettings();
  const change = useChangeSettings();
  const words = {
    whole: say('Say sender and subject'),
    count: say('Say only how many'),
    off: say('No notices'),
  };
  const time = (which: 'from' | 'to', label: string) => (
    <label>
      {label}
      <input
        className="input"
        type="time"
        value={clockOf(quiet[which])}
        onChange={({ target }) => {
          const minute = minuteOf(target.value);
          if (minute !== null) change({ quiet: { ...quiet, [which]: minute } });
        }}
      />
    </label>
  );
  return (
    <>
      <ChoiceSetting
        label={say('New mail')}
        hint={say('Of Inboxes, and of folders whose menu says “Notices of new mail”. Never of Junk.')}
        also={say('notifications notices alert popup banner privacy')}
        value={newMail}
        choices={NEW_MAIL_NOTICES.map((each) => [each, words[each]] as const)}
        onChoose={(chosen) => change({ newMail: chosen })}
      />
      <SwitchSetting
        label={say('Quiet hours')}
        hint={say('Notices wait until they are over. Only what was not sent is told at once.')}
        also={say('do not disturb night silent mute notifications')}
        on={quiet.on}
        onChange={(on) => change({ quiet: { ...quiet, on } })}
      />
      {quiet.on && (
        <OtherSetting label={say('Quiet')} also={say('hours night from to')}>
          <div className="setting-times">
            {time('from', say('From'))}
            {time('to', say('To'))}
          </div>
        </OtherSetting>
      )}
    </>
  );
}
