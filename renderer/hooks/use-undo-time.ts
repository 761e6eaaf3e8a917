export { UNDO_SECONDS, useUndoSeconds as useUndoTime } from './habits.ts';

/** As the menu and the status line say it. */
export function undoWords(seconds: number): string {
  return seconds === 0 ? 'Off' : `${seconds} s`;
}
