import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../renderer/engine/clock.ts';
import { NEWS_REST_MS, POLL_MS, REST_A_LOOK, TOLD_POLL_MS } from '../../../renderer/engine/limits.ts';
import type { FolderNews } from '../../../shared/contracts/network.ts';
import { ACCOUNT, type Bench, context, INBOX, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

/** Time that stands until a test moves it. */
function handClock(): Clock & { skip(ms: number): void } {
  let now = Date.UTC(2026, 5, 2);
  const waiting = new Set<{ readonly due: number; readonly end: () => void }>();
  return {
    now: () => now,
    timeZone: () => 'UTC',
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || ms <= 0) return resolve();
        const one = { due: now + ms, end: () => (waiting.delete(one), resolve()) };
        waiting.add(one);
        signal.addEventListener('abort', one.end, { once: true });
      }),
    skip(ms) {
      now += ms;
      for (const one of waiting) if (one.due <= now) one.end();
    },
  };
}

/** A server that tells of changes: each open stream, by its folder. */
function tells(network: FakeNetwork) {
  const open = new Map<string, { say: (what: FolderNews['what']) => void; fail: () => void }>();
  let opened = 0;
  network.news = async function* (folder, signal) {
    const queue: FolderNews[] = [{ folder, what: 'watched' }];
    let isOver = false;
    let wake = () => undefined as void;
    const end = () => {
      isOver = true;
      wake();
    };
    open.set(folder, { say: (what) => (queue.push({ folder, what }), wake()), fail: end });
    opened += 1;
    signal.addEventListener('abort', end);
    for (;;) {
      if (queue.length > 0) yield queue.splice(0);
      else if (isOver) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    open.delete(folder);
    return signal.aborted ? null : failWith({ kind: 'interrupted' });
  };
  return { open, opened: () => opened };
}

const running: Bench[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

function telling() {
  const network = fakeNetwork();
  return { network, server: tells(network) };
}

async function start(network: FakeNetwork) {
  const rows = Array.from({ length: 3 }, (_, n) => message(n));
  addFolder(network, 'Inbox', rows, 'inbox');
  addFolder(network, 'Projects', [message(100)]);
  const clock = handClock();
  const bench = startBench(network.connect(), undefined, clock);
  running.push(bench);
  const accounts = [{ id: ACCOUNT, name: 'Alex' }];
  await bench.engine.handlers.calls['accounts.set']({ accounts }, context());
  const lists = () => network.calls.filter((call) => call.startsWith('folders.list')).length;
  await until(async () => (await bench.database.messages.count()) === 4, 'every message');
  return { clock, bench, rows, lists };
}
/** Long enough for whatever was to happen at once. */
const calm = () => new Promise((resolve) => setTimeout(resolve, 60));
const AT_MOST = 1.3;
const INBOX_HREF = '/exchange/alex/Inbox/';
const PROJECTS_HREF = '/exchange/alex/Projects/';

describe('a server that tells of changes', () => {
  it('is listed once more, then every five minutes, and at once when it says so', async () => {
    const { network, server } = telling();
    const { clock, lists, rows, bench } = await start(network);
    await calm();
    clock.skip(POLL_MS * AT_MOST);
    await until(async () => lists() === 2, 'the list that closes the gap');
    await calm();
    clock.skip(TOLD_POLL_MS * 0.7);
    await calm();
    expect(lists()).toBe(2);
    rows.unshift(message(1000));
    server.open.get(INBOX_HREF)?.say('changed');
    await until(async () => (await bench.database.messages.count()) === 5, 'the new one');
    expect(lists()).toBe(3);
    await calm();
    clock.skip(TOLD_POLL_MS * AT_MOST);
    await until(async () => lists() === 4, 'the safety net');
  });

  it('is asked as often as before when it stops, and to tell again after a rest', async () => {
    const { network, server } = telling();
    const { clock, lists } = await start(network);
    const { open, opened } = server;
    await calm();
    clock.skip(POLL_MS * AT_MOST);
    await until(async () => lists() === 2, 'the list that closes the gap');
    await calm();
    open.get(INBOX_HREF)?.fail();
    await calm();
    clock.skip(POLL_MS * AT_MOST);
    await until(async () => lists() === 3, 'a list as before');
    await calm();
    expect(opened()).toBe(1);
    clock.skip(NEWS_REST_MS);
    await until(async () => opened() === 2, 'it is asked again');
  });

  it('tells of the folder that is looked at as well', async () => {
    const { network, server } = telling();
    const { bench } = await start(network);
    const { open } = server;
    const watch = (folderId: string) =>
      bench.engine.handlers.calls['folder.watch']({ folderId: folderId as never }, context());
    await until(async () => open.has(INBOX_HREF), 'the Inbox');
    await watch(INBOX.replace('Inbox', 'Projects'));
    await until(async () => open.has(PROJECTS_HREF), 'the folder');
    await watch(INBOX);
    await until(async () => !open.has(PROJECTS_HREF) && open.has(INBOX_HREF), 'the Inbox alone');
  });
});

describe('a server that does not tell', () => {
  it('is listed as often as ever', async () => {
    const { clock, lists } = await start(fakeNetwork());
    for (let nth = 2; nth < 6; nth += 1) {
      await calm();
      clock.skip(POLL_MS * AT_MOST);
      await until(async () => lists() === nth, `list ${nth}`);
    }
  });

  it('is asked less often where its listing takes long, and never less than every five minutes', async () => {
    const network = fakeNetwork();
    const { clock, lists } = await start(network);
    let tookMs = 5000;
    network.before = (method) => {
      if (method === 'folders.list') clock.skip(tookMs);
    };
    await calm();
    clock.skip(POLL_MS * AT_MOST);
    await until(async () => lists() === 2, 'the slow list');
    await calm();
    clock.skip(tookMs * REST_A_LOOK - 1);
    await calm();
    expect(lists()).toBe(2);
    tookMs = TOLD_POLL_MS / 2;
    clock.skip(1);
    await until(async () => lists() === 3, 'the list after its rest');
    await calm();
    clock.skip(TOLD_POLL_MS / 2);
    await until(async () => lists() === 4, 'the list after five minutes');
  });
});
