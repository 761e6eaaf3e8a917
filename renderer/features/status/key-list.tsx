import { commandWords, KEY_COMMANDS } from '../../../shared/keys/key-commands.ts';
import { keysInForce, lettersMove } from '../../../shared/keys/key-settings.ts';
import { keyWords } from '../../../shared/keys/key-words.ts';
import type { Say } from '../../../shared/language/say.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useSettings } from '../../hooks/use-settings.tsx';

/** Keys of lists and of the composer: they belong to these places and are in every set. */
function placeKeys(
  letters: boolean,
  say: Say,
): readonly (readonly [action: string, keys: readonly string[]])[] {
  return [
    [say('Next or previous message'), letters ? ['j', 'k'] : ['Down', 'Up']],
    [say('Page, first, last message'), ['Page Down', 'Home', 'End']],
    [say('Open the message'), letters ? ['Enter', 'o'] : ['Enter']],
    [say('Open, close a conversation'), ['Right', 'Left']],
    [say('Page in the message'), ['Space']],
    [say('Archive, in the list'), ['Backspace']],
    [say('Select a range, add, all'), ['Shift+arrows', 'Ctrl+Space', 'Ctrl+A']],
    [say('Actions of a message in the Outbox'), ['Right', 'Left']],
    [say('Send, while writing'), ['Ctrl+Enter']],
    [say('Attach, discard, while writing'), ['Ctrl+Shift+A', 'Ctrl+Shift+D']],
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
  const inForce = keysInForce(keys, mac);
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
          {placeKeys(lettersMove(keys), say).map(([action, its]) => (
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
