import * as v from 'valibot';
import type { KeptList } from './kept-list.ts';
import { type WindowState, windowStateSchema } from './window-state.ts';

/** A message that has a window of its own, and where that stands. */
export interface OpenWindow extends WindowState {
  readonly id: string;
}

/** What is in the file. */
export const openWindowsSchema = v.array(v.object({ id: v.string(), ...windowStateSchema.entries }));

/** Which messages have windows of their own: they come back at the next start, also after a crash. */
export interface KeptWindows {
  /** Messages whose windows were open when Retinue ended, each once. */
  take(): readonly string[];
  /** Where the window of such a message stood, once; null: it had none, or has had it back. */
  placeOf(id: string): WindowState | null;
  /** The window is open, and stands here. */
  stands(id: string, state: WindowState): void;
  /** Its person has closed it. */
  closed(id: string): void;
  /** Resolves when it is on disk. What happens to windows after that is no person's doing. */
  end(): Promise<void>;
}

/** More windows at once are no person's wish; the last ones that were opened come back. */
const MOST = 10;

/** `onProblem`: told of what could not be written. Nothing but a window's place is lost by it. */
export function createKeptWindows(
  kept: KeptList<OpenWindow>,
  onProblem: (thrown: unknown) => void,
): KeptWindows {
  const before = new Map(kept.list().map((each) => [each.id, each]));
  const open = new Map<string, OpenWindow>();
  let isTaken = false;
  let isOver = false;
  const write = async () => {
    // Until they were asked for, those of the last time are open as far as the next start is concerned.
    const all = new Map([...(isTaken ? [] : before), ...open]);
    await kept.set([...all.values()].slice(-MOST)).catch(onProblem);
  };
  return {
    take() {
      if (isTaken) return [];
      isTaken = true;
      return [...before.keys()];
    },
    placeOf(id) {
      const state = before.get(id) ?? null;
      before.delete(id);
      return state;
    },
    stands(id, state) {
      if (isOver) return;
      open.set(id, { id, ...state });
      void write();
    },
    closed(id) {
      if (isOver) return;
      open.delete(id);
      void write();
    },
    async end() {
      isOver = true;
      await write();
    },
  };
}
