import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceleratorsOf } from '../../../shared/keys/accelerators.ts';
import { KEY_COMMANDS } from '../../../shared/keys/key-commands.ts';
import {
  commandFor,
  isReserved,
  keysInForce,
  type KeySettings,
  lettersMove,
  ownerOf,
  USUAL_KEYS,
  withKeys,
} from '../../../shared/keys/key-settings.ts';
import { keyWords } from '../../../shared/keys/key-words.ts';
import { KEY_SETS, type KeySet } from '../../../shared/keys/maps.ts';

const of = (set: KeySet, change: Partial<KeySettings> = {}, mac = false) =>
  keysInForce({ ...USUAL_KEYS, set, ...change }, mac);

describe('sets of keys', () => {
  it('act by set, and single ones never while typing', () => {
    expect(commandFor(of('standard'), 'Ctrl+T', false)).toBe('mark-read');
    expect(commandFor(of('standard'), 'n', false)).toBeNull();
    expect(commandFor(of('single'), 'n', false)).toBe('next-unread');
    expect(commandFor(of('single'), 'n', true)).toBeNull();
    expect(commandFor(of('single'), 'F9', true)).toBe('sync');
  });

  it('are those of the programs that they are named after', () => {
    expect(ownerOf(of('entourage'), 'Ctrl+J')).toBe('forward');
    expect(ownerOf(of('entourage'), 'Ctrl+Backspace')).toBe('delete');
    expect(ownerOf(of('outlook'), 'Ctrl+F')).toBe('forward');
    expect(ownerOf(of('outlook'), 'Ctrl+U')).toBe('mark-unread');
    expect(ownerOf(of('thunderbird'), 'Ctrl+L')).toBe('forward');
    expect(ownerOf(of('thunderbird'), 'j')).toBe('junk');
    expect(ownerOf(of('gmail'), '#')).toBe('delete');
    expect(ownerOf(of('apple'), 'Ctrl+Shift+F')).toBe('forward');
  });

  it.each(KEY_SETS)('%s: one key, one command, on both kinds of keyboard, none of the system’s', (set) => {
    for (const mac of [true, false]) {
      const all = [...of(set, {}, mac).values()].flat();
      expect(new Set(all).size).toBe(all.length);
      expect(all.filter((key) => isReserved(key, mac))).toEqual([]);
      // Nothing that hurts is far from a hand that changes sets: what a set does not name keeps a key where one is free.
      expect(of(set, {}, mac).get('reply')).not.toEqual([]);
    }
  });

  it('have no keys of one letter where their person does not want them', () => {
    const keys = of('gmail', { singles: false });
    expect([...keys.values()].flat().filter((key) => key.length === 1)).toEqual([]);
    expect(keys.get('reply')).toEqual(['Ctrl+R']);
    expect(lettersMove({ ...USUAL_KEYS, set: 'gmail' })).toBe(true);
    expect(lettersMove({ ...USUAL_KEYS, set: 'gmail', singles: false })).toBe(false);
    expect(lettersMove({ ...USUAL_KEYS, set: 'thunderbird' })).toBe(false); // j is Junk there
  });

  it('have Ctrl+Alt and a letter on macOS only: elsewhere AltGr writes with it', () => {
    expect(of('apple', {}, true).get('search')).toEqual(['Ctrl+Alt+F']);
    expect(of('apple', {}, false).get('search')).toEqual(['Ctrl+E']);
  });
});

describe('keys of one’s own', () => {
  it('take a key from the command that had it, and give it back', () => {
    const mine = withKeys(USUAL_KEYS, 'forward', ['Ctrl+R'], false);
    const keys = keysInForce(mine, false);
    expect(keys.get('forward')).toEqual(['Ctrl+R']);
    expect(keys.get('reply')).toEqual([]);
    const back = withKeys(withKeys(mine, 'forward', null, false), 'reply', null, false);
    expect(back).toEqual(USUAL_KEYS);
  });

  it('can be none', () => {
    expect(keysInForce(withKeys(USUAL_KEYS, 'flag', [], false), false).get('flag')).toEqual([]);
  });

  it('never give one key to two commands', () => {
    const step = fc.record({
      command: fc.constantFrom(...KEY_COMMANDS),
      keys: fc.option(
        fc.uniqueArray(fc.constantFrom('Ctrl+R', 'F9', 'n', 'Delete', 'Ctrl+Y'), { maxLength: 2 }),
      ),
    });
    const steps = fc.array(step, { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...KEY_SETS), steps, fc.boolean(), (set, made, mac) => {
        const first: KeySettings = { ...USUAL_KEYS, set };
        const last = made.reduce((held, { command, keys }) => withKeys(held, command, keys, mac), first);
        const all = [...keysInForce(last, mac).values()].flat();
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});

describe('keys in the menu', () => {
  it('are the same, and what belongs to a text is only shown', () => {
    expect(acceleratorsOf(of('standard'), 'sync')).toEqual([
      { keys: 'F9', acts: true },
      { keys: 'CmdOrCtrl+K', acts: true },
    ]);
    expect(acceleratorsOf(of('outlook'), 'delete')).toEqual([
      { keys: 'Delete', acts: false },
      { keys: 'CmdOrCtrl+D', acts: false },
    ]);
    expect(acceleratorsOf(of('gmail'), 'archive')).toEqual([]);
  });

  it('are said as their keyboard has them', () => {
    expect(keyWords('Ctrl+Shift+T', true)).toBe('⌘⇧T');
    expect(keyWords('Ctrl+Shift+T', false)).toBe('Ctrl+Shift+T');
    expect(keyWords('I', false)).toBe('Shift+I');
  });
});
