import { type KeyCommand, KEY_COMMANDS } from '../../shared/keys/key-commands.ts';
import { keyWords } from '../../shared/keys/key-words.ts';
import { useServices } from './services.ts';
import { useKeysInForce } from './use-settings.tsx';

/** The first key of a command as it is in force, in words; '' where it has none. */
export function useKeyOf(): (command: string) => string {
  const { bridge } = useServices();
  const mac = bridge.platform === 'darwin';
  const keys = useKeysInForce();
  return (command) => {
    const [first] = isKeyCommand(command) ? (keys.get(command) ?? []) : [];
    return first === undefined ? '' : keyWords(first, mac);
  };
}

/** A label with the key of its command that is in force: "Reply (Ctrl+R)"; the label alone where there is none. */
export function useTip(): (label: string, command: string) => string {
  const keyOf = useKeyOf();
  return (label, command) => {
    const key = keyOf(command);
    return key === '' ? label : `${label} (${key})`;
  };
}

const isKeyCommand = (command: string): command is KeyCommand =>
  KEY_COMMANDS.some((each) => each === command);
