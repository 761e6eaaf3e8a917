import type { Say } from '../../shared/language/say.ts';

export { UNDO_SECONDS, useUndoSeconds as useUndoTime } from './habits.ts';

/** As the menu and the status line say it. */
export function undoWords(seconds: number, say: Say): string {
  return seconds === 0 ? say('Off') : say('{seconds} s', { seconds });
}
