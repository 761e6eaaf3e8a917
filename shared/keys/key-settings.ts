import * as v from 'valibot';
import { KEY_COMMANDS, type KeyCommand } from './key-commands.ts';
import { KEY_SETS, LETTERS_MOVE, MAPS, STANDARD } from './maps.ts';

/** A key in words: "Ctrl+Shift+T", "F9", "#". */
const chord = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

export const keySettingsSchema = v.object({
  set: v.picklist(KEY_SETS),
  /** Whether keys that are one letter or sign act. */
  singles: v.boolean(),
  /** Keys of a person's own, in place of those of the set; none: the command has no key. */
  own: v.record(v.picklist(KEY_COMMANDS), v.pipe(v.array(chord), v.maxLength(4))),
});
/** Which keys a person chose. */
export interface KeySettings extends Omit<v.InferOutput<typeof keySettingsSchema>, 'own'> {
  readonly own: Partial<Record<KeyCommand, string[]>>;
}

export const USUAL_KEYS: KeySettings = { set: 'standard', singles: true, own: {} };

export type KeysInForce = ReadonlyMap<KeyCommand, readonly string[]>;

/** A key that is one letter or sign. Shift is in the sign. */
export function isSingle(key: string): boolean {
  return key.length === 1;
}

/** Keys that belong to the system or to every text, whatever a map says. */
const RESERVED: ReadonlySet<string> = new Set(['Ctrl+Q', 'Ctrl+W', 'Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X']);
const RESERVED_ON_MAC: ReadonlySet<string> = new Set(['Ctrl+H', 'Ctrl+M', 'Ctrl+Alt+H', 'Ctrl+Alt+D']);
const MOVES = /^(Shift\+)?(Arrow\w+|Home|End|Page\w+|Tab|Enter| )$/;

/** Whether a key is not to be had: the system's, or what lists and texts are moved through with. */
export function isReserved(key: string, mac: boolean): boolean {
  return RESERVED.has(key) || (mac && RESERVED_ON_MAC.has(key)) || MOVES.test(key);
}

/** AltGr writes signs with Ctrl+Alt on Windows and Linux: only the standard set's one key of that kind is kept there. */
function isAltGr(key: string, mac: boolean): boolean {
  return !mac && /^Ctrl\+Alt\+.$/.test(key) && !Object.values(STANDARD).flat().includes(key);
}

/** The keys that act: those of the set, with the standard ones where the set needs them for nothing, and a person's own. */
export function keysInForce({ set, singles, own }: KeySettings, mac: boolean): KeysInForce {
  const { adds, map } = MAPS[set];
  const owned = new Set(Object.values(own).flat());
  const named = new Set(Object.values(map).flat());
  const isUsable = (key: string) =>
    (singles || !isSingle(key)) && !isReserved(key, mac) && !isAltGr(key, mac);
  const keysOf = (command: KeyCommand): readonly string[] => {
    const mine = own[command];
    if (mine) return mine.filter((key) => singles || !isSingle(key));
    const ofSet = (map[command] ?? []).filter(isUsable);
    const standard = STANDARD[command].filter((key) => isUsable(key) && !named.has(key));
    const keys = adds || ofSet.length === 0 ? [...ofSet, ...standard] : ofSet;
    return keys.filter((key) => !owned.has(key));
  };
  return new Map(KEY_COMMANDS.map((command) => [command, [...new Set(keysOf(command))]]));
}

/** The command that has a key, or null. */
export function ownerOf(keys: KeysInForce, key: string): KeyCommand | null {
  return [...keys].find(([, its]) => its.includes(key))?.[0] ?? null;
}

/** These do harm where a person only meant a letter: never while typing. */
const NEVER_WHILE_TYPING: ReadonlySet<KeyCommand> = new Set([
  'back',
  'undo',
  'verify-now',
  'archive',
  'delete',
  'delete-for-good',
  'junk',
]);

/** Whether a key acts where text is written; else it belongs to the text. */
export function actsWhileTyping(command: KeyCommand, key: string): boolean {
  return !NEVER_WHILE_TYPING.has(command) && /^(Ctrl|Alt)\+|^(Shift\+)?F\d/.test(key);
}

/** The command of a key that was pressed, or null. */
export function commandFor(keys: KeysInForce, key: string, typing: boolean): KeyCommand | null {
  const command = ownerOf(keys, key);
  return command !== null && typing && !actsWhileTyping(command, key) ? null : command;
}

/** Whether j, k and o go through the list. */
export function lettersMove({ set, singles }: KeySettings): boolean {
  return singles && LETTERS_MOVE.has(set);
}

/** A command with keys of a person's own (null: again those of the set); a key goes from the command that had it. */
export function withKeys(
  settings: KeySettings,
  command: KeyCommand,
  keys: readonly string[] | null,
  mac: boolean,
): KeySettings {
  const { [command]: _before, ...others } = settings.own;
  if (keys === null) return { ...settings, own: others };
  const inForce = keysInForce({ ...settings, own: others }, mac);
  const robbed = KEY_COMMANDS.flatMap((each) => {
    const its = inForce.get(each) ?? [];
    const isTaken = each !== command && its.some((key) => keys.includes(key));
    return isTaken ? [[each, its.filter((key) => !keys.includes(key))] as const] : [];
  });
  const own = { ...others, ...Object.fromEntries(robbed), [command]: [...keys] };
  return { ...settings, own };
}
