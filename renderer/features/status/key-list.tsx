import { commandWords, KEY_COMMANDS } from '../../../shared/keys/key-commands.ts';
import { lettersMove } from '../../../shared/keys/key-settings.ts';
import { keyWords } from '../../../shared/keys/key-words.ts';
import type { Say } from '../../../shared/language/say.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useKeysInForce, useSettings } from '../../hooks/use-settings.tsx';

/** Keys of lists and of the composer: they belong to these places and are in every set. */
function placeKeys(
  letters: boolean,
  mac: boolean,
  say: Say,
): readonly (readonly [action: string, keys: readonly string[]])[] {
  // Signs, because keys have signs; the one that leads into a row points as the lines run.
  const inwards = say.direction === 'rtl' ? ['←', '→'] : ['→', '←'];
  return [
    [say('Next or previous message'), letters ? ['j', 'k'] : ['↓', '↑']],
    [say('Page, first, last message'), ['Page Down', 'Home', 'End']],
    [say('Open the message'), letters ? ['Enter', 'o'] : ['Enter']],
    [say('Open, close a conversation'), inwards],
    [say('Page in the message'), [say('Space')]],
    [say('Archive, in the list'), ['Backspace']],
    [
      say('Select a range, add, all'),
      [say('Shift+arrows'), keyWords('Ctrl+Space', mac), keyWords('Ctrl+A', mac)],
    ],
    [say('Actions of a message in the Outbox'), inwards],
    [say('Send, while writing'), [keyWords('Ctrl+Enter', mac)]],
    [
      say('Attach, discard, while writing'),
      ['Ctrl+Shift+A', 'Ctrl+Shift+D'].map((key) => keyWords(key, mac)),
    ],
  ];
}

/** Which keys do what, as they are in force. */
export function KeyList({
  onChange,
  onClose,
}: {
  /** Leads to where they are changed. */
  readonly onChange: () => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const { bridge } = useServices();
  const { keys } = useSettings();
  const mac = bridge.platform === 'darwin';
  const inForce = useKeysInForce();
  return (
    <Dialog label={say('Keys')} onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Keys')}</h2>
        <dl className="key-table">
          {KEY_COMMANDS.map((command) => {
            const its = inForce.get(command) ?? [];
            return (
              its.length > 0 && (
                <KeyLine
                  key={command}
                  action={commandWords(command, say)}
                  keys={its.map((each) => keyWords(each, mac))}
                />
              )
            );
          })}
          {placeKeys(lettersMove(keys), mac, say).map(([action, its]) => (
            <KeyLine key={action} action={action} keys={its} />
          ))}
        </dl>
      </div>
      <div className="dialog-foot">
        <Button kind="outline" label={say('Change keys…')} onPress={onChange} />
        <Button kind="primary" label={say('Close')} onPress={onClose} />
      </div>
    </Dialog>
  );
}

function KeyLine({ action, keys }: { readonly action: string; readonly keys: readonly string[] }) {
  return (
    <>
      <dt>{action}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </>
  );
}
