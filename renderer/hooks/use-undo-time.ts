import { useStored } from './use-stored.ts';

/** How long a message can be called back after Send, seconds; 0 sends at once (ux.md 10.1). */
export const UNDO_SECONDS = [0, 5, 10, 20, 30] as const;
const USUAL = 10;

/** The undo time that the person chose, for every message from now on, and how to choose another. */
export function useUndoTime(): readonly [number, (seconds: number) => void] {
  return useStored<number>('undo-seconds', USUAL, isUndoTime);
}

function isUndoTime(value: unknown): value is number {
  return UNDO_SECONDS.some((each) => each === value);
}

/** As the menu and the status line say it. */
export function undoWords(seconds: number): string {
  return seconds === 0 ? 'Off' : `${seconds} s`;
}
