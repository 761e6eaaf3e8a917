import { type KeyboardEvent, useState } from 'react';
import { commandWords, type KeyCommand } from '../../../shared/keys/key-commands.ts';
import { isReserved, type KeysInForce, ownerOf } from '../../../shared/keys/key-settings.ts';
import { keyWords } from '../../../shared/keys/key-words.ts';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { chordOf } from '../../hooks/use-keys.ts';

const HELD: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead']);

type Asking =
  | { readonly kind: 'wait' }
  | { readonly kind: 'said'; readonly sentence: string; readonly take?: string };

/** A command with its keys, and the way to another key: pressed, not chosen from a list. */
export function KeyRow({
  command,
  keys,
  mac,
  isOwn,
  onPut,
}: {
  readonly command: KeyCommand;
  readonly keys: KeysInForce;
  readonly mac: boolean;
  readonly isOwn: boolean;
  /** null: as in the set. */
  readonly onPut: (keys: readonly string[] | null) => void;
}) {
  const say = useSay();
  const [asking, setAsking] = useState<Asking | null>(null);
  const name = commandWords(command, say);
  const its = keys.get(command) ?? [];
  const press = (event: KeyboardEvent) => {
    if (asking?.kind !== 'wait' || HELD.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const key = chordOf(event.nativeEvent, mac);
    const words = keyWords(key, mac);
    if (key === 'Escape' || key === 'Tab') return setAsking(null);
    if (isReserved(key, mac))
      return setAsking({
        kind: 'said',
        sentence: say('{key} belongs to the system, or to lists and texts.', { key: words }),
      });
    const owner = ownerOf(keys, key);
    if (owner !== null && owner !== command)
      return setAsking({
        kind: 'said',
        sentence: say('{key} is the key of “{owner}”.', { key: words, owner: commandWords(owner, say) }),
        take: key,
      });
    setAsking(null);
    onPut([key]);
  };
  const take = asking?.kind === 'said' ? asking.take : undefined;
  return (
    <li className="key-row">
      <span>{name}</span>
      <span className="key-row-keys">
        {its.map((key) => (
          <kbd key={key}>{keyWords(key, mac)}</kbd>
        ))}
      </span>
      <span
        className="key-row-acts"
        onKeyDown={press}
        onBlur={() => asking?.kind === 'wait' && setAsking(null)}
      >
        <Button
          kind="link"
          label={asking?.kind === 'wait' ? say('Press a key…') : say('Change')}
          name={
            asking?.kind === 'wait'
              ? say('Press the new key for “{name}”', { name })
              : say('Change the key of “{name}”', { name })
          }
          onPress={() => setAsking(asking ? null : { kind: 'wait' })}
        />
        {its.length > 0 && (
          <Button
            kind="link"
            label={say('Clear')}
            name={say('Clear the keys of “{name}”', { name })}
            onPress={() => onPut([])}
          />
        )}
        {isOwn && (
          <Button
            kind="link"
            label={say('As in the set')}
            name={say('The keys of “{name}” as in the set', { name })}
            onPress={() => onPut(null)}
          />
        )}
      </span>
      <p role="status" className="hint">
        {asking?.kind === 'said' && asking.sentence}{' '}
        {take !== undefined && (
          <Button
            kind="link"
            label={say('Give it to “{name}”', { name })}
            onPress={() => {
              setAsking(null);
              onPut([take]);
            }}
          />
        )}
      </p>
    </li>
  );
}
