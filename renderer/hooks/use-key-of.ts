import { keysInForce } from '../../shared/keys/key-settings.ts';
import { type KeyCommand, KEY_COMMANDS } from '../../shared/keys/key-commands.ts';
import { keyWords } from '../../shared/keys/key-words.ts';
import { useServices } from './services.ts';
import { useSettings } from './use-settings.tsx';

/** The first key of a command as it is in force, in words; '' where it has none. */
export function useKeyOf(): (command: string) => string {
  const { bridge } = useServices();
  const mac = bridge.platform === 'darwin';
  const keys = keysInForce(useSettings().keys, mac);
  return (command) => {
    const [first] = isKeyCommand(command) ? (keys.get(command) ?? []) : [];
    return first === undefined ? '' : keyWords(first, mac);
  };
}

const isKeyCommand = (command: string): command is KeyCommand =>
  KEY_COMMANDS.some((each) => each === command);
