import { toFailure } from '../../shared/errors.ts';
import { createInTurn } from '../../shared/in-turn.ts';
import { type Settings, type SettingsChange, USUAL_SETTINGS } from '../../shared/settings/settings.ts';
import type { StoredJson } from './stored-json.ts';
import { type Told } from '../../shared/language/told.ts';

/** What the person chose and main has to know, on disk. */
export interface KeptSettings {
  now(): Settings;
  /** Changes some of them; resolves when they are on disk. What could not be written does not hold either. */
  change(some: SettingsChange): Promise<Settings>;
  /** Told after each change, and of nothing before it. */
  onChange(listener: (settings: Settings) => void): void;
}

/** Reads them; what cannot be read is told, and they are as usual. */
export async function openSettings(
  file: StoredJson<Settings>,
  onProblem: (problem: Told) => void,
): Promise<KeptSettings> {
  const { value, problem } = await file
    .read()
    .catch((thrown: unknown) => ({ value: null, problem: toFailure(thrown) }));
  if (problem !== null) onProblem(problem);
  let held = value ?? USUAL_SETTINGS;
  const listeners: ((settings: Settings) => void)[] = [];
  const inTurn = createInTurn();
  return {
    now: () => held,
    onChange: (listener) => void listeners.push(listener),
    change: (some) =>
      inTurn(async () => {
        const next: Settings = { ...held, ...some };
        await file.write(next);
        held = next;
        for (const listener of listeners) listener(held);
        return held;
      }),
  };
}
