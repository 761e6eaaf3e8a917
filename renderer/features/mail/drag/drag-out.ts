import type { ExportWhat } from '../../../../shared/contracts/inout.ts';

/** What can be dragged to other programs. */
export type Outward = Exclude<ExportWhat, { readonly kind: 'account' }>;
/** Files that can be dragged, or why there are none, as a sentence. */
export type Written =
  | { readonly kind: 'files'; readonly token: string }
  | { readonly kind: 'none'; readonly why: string };

export interface DragOutDeps {
  /** Writes it into files that main keeps, whole or not at all. Never rejects. */
  readonly write: (what: Outward, signal: AbortSignal) => Promise<Written>;
  /** The system drags the files from here on. */
  readonly start: (token: string) => Promise<void>;
  /** Files that nobody drags. What cannot be removed now goes when Retinue quits. */
  readonly forget: (token: string) => Promise<void>;
  readonly tell: (why: string) => void;
  /** It was let go before its files were there: they are written on, until `stop`. */
  readonly tellEarly: (stop: () => void) => void;
  /** Those files are there now. */
  readonly tellReady: () => void;
  readonly now: () => number;
}

/**
 * Mail on its way out of the window. The drag begins inside, where folders take it; once the pointer has left, the files
 * are written, and as soon as they are whole the system drags those. Nothing is written for a drag that stays inside.
 */
export interface DragOut {
  begin(what: Outward): void;
  /** The pointer has left the window. */
  left(): void;
  /** It is back in. */
  entered(): void;
  ended(): void;
  /** Something of this window is being dragged, whatever the system calls it by now. */
  isOn(): boolean;
}

/** Files that nobody has dragged yet are those of their mail for so long: a folder changes. */
const FRESH_MS = 10 * 60_000;

interface Drag {
  readonly what: Outward;
  isOutside: boolean;
  /** The system drags files from here on: that happens once. */
  isHanded: boolean;
}
interface Files {
  readonly what: Outward;
  readonly since: number;
  readonly abort: AbortController;
  /** null: they are being written. */
  token: string | null;
  /** Somebody let go too early and was told so. */
  isAwaited: boolean;
}

export function createDragOut(deps: DragOutDeps): DragOut {
  let drag: Drag | null = null;
  /** Those of the newest mail that left the window and was not dragged as files yet. */
  let files: Files | null = null;

  const drop = (old: Files) => {
    if (files === old) files = null;
    if (old.token === null) old.abort.abort();
    else void deps.forget(old.token);
  };
  const handOver = (token: string) => {
    if (!drag?.isOutside || drag.isHanded) return;
    drag.isHanded = true;
    files = null;
    void deps.start(token);
  };
  const begun = (what: Outward): Files => {
    const abort = new AbortController();
    const own: Files = { what, since: deps.now(), abort, token: null, isAwaited: false };
    void deps.write(what, abort.signal).then((written) => arrived(own, written));
    return own;
  };
  const arrived = (own: Files, written: Written) => {
    if (written.kind === 'none') {
      if (files !== own) return;
      files = null;
      return deps.tell(written.why);
    }
    if (files !== own) return void deps.forget(written.token);
    own.token = written.token;
    if (drag) handOver(written.token);
    else if (own.isAwaited) deps.tellReady();
  };

  return {
    begin(what) {
      const isFresh = files !== null && isEqual(files.what, what) && deps.now() - files.since < FRESH_MS;
      if (files && !isFresh) drop(files);
      drag = { what, isOutside: false, isHanded: false };
    },
    left() {
      if (!drag || drag.isHanded) return;
      drag.isOutside = true;
      files ??= begun(drag.what);
      if (files.token !== null) handOver(files.token);
    },
    entered() {
      if (drag) drag.isOutside = false;
    },
    ended() {
      const own = drag;
      drag = null;
      const early = files;
      if (!own || !early || early.token !== null) return;
      if (!own.isOutside) return drop(early);
      early.isAwaited = true;
      deps.tellEarly(() => drop(early));
    },
    isOn: () => drag !== null,
  };
}

function isEqual(one: Outward, other: Outward): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
