import type { UpdateState, WhyNoUpdates } from '../../../shared/contracts/system.ts';
import { fail } from '../../../shared/errors.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import type { Say } from '../../../shared/language/say.ts';

/** What fetches, checks and installs: electron-updater, as far as it is used. */
export interface Updater {
  /** null: it does not look here. The download has begun where something newer was found. */
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
    readonly downloadPromise?: Promise<unknown> | null | undefined;
  } | null>;
}

export interface Updates {
  state(): UpdateState;
  /** Looks now, fetches what is newer and checks it; resolves when that is settled. A failure is a state, never thrown. */
  check(): Promise<UpdateState>;
  /** At a person's wish; throws 'not-found' where nothing is ready. */
  restart(): void;
}

export interface UpdatesOptions {
  readonly whyOff: WhyNoUpdates | null;
  readonly open: () => Promise<Updater>;
  /** Ends this version and starts the new one. */
  readonly restart: () => void;
  readonly now: () => number;
  readonly onChange: (state: UpdateState) => void;
  readonly say: Say;
}

/** Newer versions of Retinue. Nothing is installed while it runs, and it never ends by itself. */
export function createUpdates({ whyOff, open, restart, now, onChange, say }: UpdatesOptions): Updates {
  let state: UpdateState = whyOff === null ? { kind: 'idle', checkedAt: null } : { kind: 'off', why: whyOff };
  let opened: Promise<Updater> | null = null;
  const inTurn = createInTurn();
  const put = (next: UpdateState): UpdateState => {
    state = next;
    onChange(next);
    return next;
  };
  const look = async (): Promise<UpdateState> => {
    if (state.kind === 'off' || state.kind === 'ready') return state;
    put({ kind: 'checking' });
    try {
      opened ??= open();
      const found = await (await opened).checkForUpdates();
      if (!found?.isUpdateAvailable) return put({ kind: 'idle', checkedAt: now() });
      const { version } = found.updateInfo;
      put({ kind: 'fetching', version });
      await found.downloadPromise;
      return put({ kind: 'ready', version });
    } catch (thrown) {
      return put({ kind: 'failed', sentence: sentenceOf(thrown, say) });
    }
  };
  return {
    state: () => state,
    check: () => inTurn(look),
    restart() {
      if (state.kind !== 'ready') throw fail('not-found', say('There is no newer version to start.'));
      restart();
    },
  };
}

const CHECKSUM = 'ERR_CHECKSUM_MISMATCH';
const SIGNATURE = 'ERR_UPDATER_INVALID_SIGNATURE';

/** What went wrong, in words; electron-updater's own are for developers. */
function sentenceOf(thrown: unknown, say: Say): string {
  const { code, message } = codeOf(thrown);
  if (code === CHECKSUM)
    return say(
      'The newer version that came is not the one that was announced: its checksum is another ({code}). Retinue threw it away and stays as it is. Try again later.',
      { code },
    );
  if (code === SIGNATURE)
    return say(
      'The newer version that came is not signed by the makers of Retinue ({code}). Retinue threw it away and stays as it is. Do not install it from elsewhere.',
      { code },
    );
  return say(
    'The place of newer versions could not be asked ({code}). Retinue stays as it is and looks again tomorrow.',
    { code: code ?? message },
  );
}

function codeOf(thrown: unknown): { readonly code: string | null; readonly message: string } {
  const message = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
  return { code: typeof code === 'string' ? code : null, message };
}
