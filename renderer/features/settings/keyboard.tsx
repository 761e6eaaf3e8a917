import type { KeySet } from '../../../shared/keys/maps.ts';
import { KEY_SETS } from '../../../shared/keys/maps.ts';
import { KEY_COMMANDS, type KeyCommand } from '../../../shared/keys/key-commands.ts';
import { withKeys } from '../../../shared/keys/key-settings.ts';
import type { Say } from '../../../shared/language/say.ts';
import { Button } from '../../components/button.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useChangeSettings, useKeysInForce, useSettings } from '../../hooks/use-settings.tsx';
import { KeyRow } from './key-row.tsx';
import { ChoiceSetting, OtherSetting, SwitchSetting } from './setting.tsx';

/** The name of a set of keys. */
function setWords(set: KeySet, say: Say): string {
  const words: Readonly<Record<KeySet, string>> = {
    standard: say('Standard'),
    single: say('Single keys'),
    entourage: 'Entourage',
    outlook: 'Outlook',
    thunderbird: 'Thunderbird',
    gmail: 'Gmail',
    apple: 'Apple Mail',
  };
  return words[set];
}

/** Which keys do what: a set, and a person's own keys over it. */
export function Keyboard() {
  const say = useSay();
  const { bridge } = useServices();
  const { keys } = useSettings();
  const change = useChangeSettings();
  const mac = bridge.platform === 'darwin';
  const inForce = useKeysInForce();
  const put = (command: KeyCommand, own: readonly string[] | null) =>
    change({ keys: withKeys(keys, command, own, mac) });
  const hasOwn = Object.keys(keys.own).length > 0;
  return (
    <>
      <ChoiceSetting
        label={say('Keys as in')}
        also={say('shortcuts keyboard hotkeys map Entourage Outlook Thunderbird Gmail Apple Mail')}
        value={keys.set}
        choices={KEY_SETS.map((each) => [each, setWords(each, say)] as const)}
        onChoose={(set) => change({ keys: { ...keys, set } })}
      />
      <SwitchSetting
        label={say('Keys of one letter act')}
        hint={say('Where the set has them. They never act while you type.')}
        also={say('single keys shortcuts letters')}
        on={keys.singles}
        onChange={(singles) => change({ keys: { ...keys, singles } })}
      />
      <OtherSetting label={say('Keys')} also={say('shortcuts hotkeys change clear reset accelerators')}>
        <ul className="key-rows">
          {KEY_COMMANDS.map((command) => (
            <KeyRow
              key={command}
              command={command}
              keys={inForce}
              mac={mac}
              isOwn={keys.own[command] !== undefined}
              onPut={(own) => put(command, own)}
            />
          ))}
        </ul>
        {hasOwn && (
          <span>
            <Button
              kind="outline"
              label={say('All keys as in the set')}
              onPress={() => change({ keys: { ...keys, own: {} } })}
            />
          </span>
        )}
      </OtherSetting>
    </>
  );
}
