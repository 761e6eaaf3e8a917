import type { ServerMoodFacts } from '../../../shared/health/servers.ts';
import type { Clock } from '../clock.ts';
import type { ServerMood } from './mood.ts';
import { createPauses, type Pauses } from './pauses.ts';
import type { Dialect } from './piece-memory.ts';
import { createServerMood } from './server-mood.ts';

/** One mood a server, whoever asks: downloads and outgoing mail share its circuit and its retry budget (transfers.md 6). */
export interface Moods {
  of(origin: string, dialect: Dialect): ServerMood;
  facts(): readonly ServerMoodFacts[];
}

export function createMoods(clock: Clock, pauses: Pauses = createPauses()): Moods {
  const moods = new Map<string, ServerMood>();
  return {
    of(origin, dialect) {
      const mood = moods.get(origin) ?? createServerMood({ clock, dialect, pause: pauses.of(origin) });
      moods.set(origin, mood);
      return mood;
    },
    facts: () =>
      [...moods].map(([origin, mood]) => {
        const { state, until } = mood.circuit();
        return { origin, circuit: state, until, retriesLeft: mood.retriesLeft() };
      }),
  };
}
