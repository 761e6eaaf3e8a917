import type { KeyCommand } from './key-commands.ts';
import { actsWhileTyping, type KeysInForce } from './key-settings.ts';

/** A key in the words of Electron's menus. */
export interface Accelerator {
  readonly keys: string;
  /** The menu takes the key itself. Else it only shows it: pressed in a text it means the text. */
  readonly acts: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** The keys of a command for the menu, the one to show first. */
export function acceleratorsOf(keys: KeysInForce, command: KeyCommand): readonly Accelerator[] {
  const its = keys.get(command) ?? [];
  const all = its.map((key) => ({ keys: acceleratorOf(key), acts: actsWhileTyping(command, key) }));
  // A menu in which a plain letter stands is read as "press this in the menu".
  return all.filter(({ keys: each, acts }) => acts || each.length > 1);
}

function acceleratorOf(key: string): string {
  const [, held = '', last = ''] = /^((?:(?:Ctrl|Alt|Shift)\+)*)([\s\S]+)$/.exec(key) ?? [];
  return `${held.replace('Ctrl+', 'CmdOrCtrl+')}${NAMES[last] ?? last}`;
}
