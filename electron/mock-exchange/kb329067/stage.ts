import { Timeline } from '../clock/timeline.ts';
import { methodTable } from '../http/dispatch.ts';
import type { World } from '../http/call.ts';
import { listen } from '../http/server.ts';
import { startImap4 } from '../imap4/server.ts';
import { newJournal } from '../journal/journal.ts';
import type { PersonalityName } from '../personality/personality.ts';
import { startPop3 } from '../pop3/server.ts';
import type { SettingsInput } from '../settings/settings.ts';
import type { NewMailbox } from '../store/content.ts';
import { newWorld } from '../world.ts';

const HOST = '127.0.0.1';

export interface StageOptions {
  readonly seed: number;
  readonly personality: PersonalityName;
  readonly settings: SettingsInput;
  readonly mailbox: NewMailbox & { readonly password: string };
  /** ms since 1970 at which the clock starts. */
  readonly now: number;
}

/** A server with all three faces, whose time moves only while conversions run. */
export interface Stage {
  readonly world: World;
  readonly ports: { readonly webdav: number; readonly pop3: number; readonly imap4: number };
  /** Resolves as the work does; the clock is moved on whenever `together` conversions have come together. */
  settled<T>(work: Promise<T>, together?: number): Promise<T>;
  stop(): Promise<void>;
}

/** Opens a stage on free ports of this machine. */
export async function openStage({ seed, personality, settings, mailbox, now }: StageOptions): Promise<Stage> {
  const clock = new Timeline({ start: now, rate: 0 }, Date.now);
  const world = newWorld(
    {
      seed,
      personality,
      settings,
      auth: 'basic',
      language: 'en',
      mailboxes: [mailbox],
      publicFolders: [],
      rules: [],
    },
    clock,
  );
  const free = { host: HOST, port: 0 };
  const face = { ...free, world: () => world };
  const web = await listen(free, {
    world: () => world,
    methods: methodTable(),
    journal: newJournal(undefined),
  });
  const pop3 = await startPop3(face);
  const imap4 = await startImap4(face);
  world.worker.onCrash(() => web.dropConnections());
  return {
    world,
    ports: { webdav: web.port, pop3: pop3.port, imap4: imap4.port },
    settled: async (work, together = 1) => {
      const state = { done: false };
      const finish = () => {
        state.done = true;
      };
      work.then(finish, finish);
      while (!state.done) {
        await new Promise((resolve) => setImmediate(resolve));
        if (world.conversion.busy >= together) await clock.step();
      }
      return work;
    },
    stop: async () => {
      clock.stop();
      await Promise.all([web.stop(), pop3.stop(), imap4.stop()]);
    },
  };
}
