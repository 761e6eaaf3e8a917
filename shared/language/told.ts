import { english, type Say } from './say.ts';

/** What a sentence was made of: an ICU message, and what stands for the names in it; itself a text that was made so. */
export interface Said {
  readonly text: string;
  readonly values?: Readonly<Record<string, SaidValue>>;
}
export type SaidValue = string | number | Said;

/**
 * A sentence that was made where nobody knows the person's language: in English, for logs, reports and the command
 * line, and what it was made of, for the window. It is a plain value: it crosses ports and is stored.
 */
export interface Told {
  readonly sentence: string;
  readonly said?: Said;
}

/** Makes a sentence. The text is a literal where it stands, as with `Say`: the catalogues are checked against it. */
export function told(text: string, values?: Said['values']): Required<Told> {
  const said: Said = values === undefined ? { text } : { text, values };
  return { sentence: speak(said, english()), said };
}

/** A sentence as it was kept: an earlier version kept bare English. */
export function toldFrom(kept: Told | string): Told {
  return typeof kept === 'string' ? { sentence: kept } : kept;
}

/** The sentence of something that has more than that. */
export function toldOf({ sentence, said }: Told): Told {
  return said === undefined ? { sentence } : { sentence, said };
}

/** What a sentence was made of, to stand in another one. */
export function saidOf({ sentence, said }: Told): SaidValue {
  return said ?? sentence;
}

/** The sentence in the language of `say`; in English where nobody knows what it was made of. */
export function sayTold({ sentence, said }: Told, say: Say): string {
  return said === undefined ? sentence : speak(said, say);
}

function speak({ text, values = {} }: Said, speaker: Say): string {
  const spoken = Object.entries(values).map(
    ([name, value]) => [name, typeof value === 'object' ? speak(value, speaker) : value] as const,
  );
  return speaker(text, Object.fromEntries(spoken));
}
