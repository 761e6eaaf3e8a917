import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import type { Child } from '../../../electron/main/child-process.ts';
import { createCrashCount } from '../../../electron/main/crash-count.ts';
import { startDemo } from '../../../electron/main/demo-account.ts';
import { startNetwork } from '../../../electron/main/network-process.ts';
import { createSmoke } from '../../../electron/main/smoke.ts';
import type { FromMock, FromNetwork, ToMock, ToNetwork } from '../../../shared/contracts/control.ts';

/** A child that does what the test says. */
function fakeChildren<Sent, Received>() {
  const made: { sent: Sent[]; ports: number; killed: boolean; tell(m: Received): void; die(): void }[] = [];
  const fork = (): Child<Sent, Received> => {
    let onMessage: (message: Received) => void = () => {};
    let onExit: (code: number) => void = () => {};
    const state = {
      sent: [] as Sent[],
      ports: 0,
      killed: false,
      tell: (message: Received) => onMessage(message),
      die: () => onExit(9),
    };
    made.push(state);
    return {
      pid: made.length,
      send(message, ports = []) {
        state.sent.push(message);
        state.ports += ports.length;
      },
      onMessage(listener) {
        onMessage = listener;
      },
      onExit(listener) {
        onExit = listener;
      },
      kill() {
        state.killed = true;
        onExit(0);
      },
    };
  };
  return { made, fork };
}

const port = {} as MessagePortMain;
const form = { name: 'a', url: 'b', user: 'c', password: 'd' };

function network() {
  const { made, fork } = fakeChildren<ToNetwork, FromNetwork>();
  const exits: boolean[] = [];
  const moved: (readonly string[])[] = [];
  let handed = 0;
  let now = 0;
  const host = startNetwork({
    fork,
    now: () => now,
    openChannel: () => ({ port1: port, port2: port }),
    handPort: () => (handed += 1),
    onIdentity: () => undefined,
    onFolderMoved: (...told) => moved.push(told),
    onDraftBack: () => undefined,
    onExit: ({ gaveUp }) => exits.push(gaveUp),
  });
  return { host, made, exits, moved, handed: () => handed, pass: (ms: number) => (now += ms) };
}

describe('the network process', () => {
  it('is told the accounts and given a port when the window asks', () => {
    const { host, made, handed } = network();
    host.setAccounts([]);
    expect(handed()).toBe(0);
    host.connect();
    expect(handed()).toBe(1);
    expect(made[0]?.ports).toBe(1);
    expect(made[0]?.sent.map(({ type }) => type)).toEqual(['accounts', 'accounts', 'port']);
  });

  it('is started again when it dies, with the accounts and a new port', () => {
    const { host, made, exits, handed } = network();
    const account = { id: 'a', url: 'b', user: 'c', password: null, demo: false };
    host.setAccounts([account]);
    host.connect();
    made[0]?.die();
    expect(exits).toEqual([false]);
    expect(made[1]?.sent).toEqual([{ type: 'accounts', accounts: [account] }, { type: 'port' }]);
    expect(handed()).toBe(2);
  });

  it('is given up after five crashes in five minutes, and not before', () => {
    const { made, exits, pass } = network();
    for (let i = 0; i < 4; i += 1) made.at(-1)?.die();
    pass(5 * 60_000);
    for (let i = 0; i < 5; i += 1) made.at(-1)?.die();
    expect(exits).toEqual([...Array.from({ length: 8 }, () => false), true]);
    expect(made).toHaveLength(9);
  });

  it('answers checks each on its own, and fails them when it dies', async () => {
    const { host, made } = network();
    const [first, second] = [host.check(form), host.check(form)];
    const report = { steps: [], failure: null, dialect: 'exchange' as const };
    made[0]?.tell({ type: 'check-result', id: 2, report });
    expect(await second).toEqual(report);
    made[0]?.die();
    await expect(first).rejects.toMatchObject({ failure: { kind: 'interrupted' } });
  });

  it('says where a folder has gone', () => {
    const { made, moved } = network();
    made[0]?.tell({ type: 'folder-moved', id: 'a', from: '/Old', to: '/New' });
    expect(moved).toEqual([['a', '/Old', '/New']]);
  });

  it('is not started again after it was stopped', () => {
    const { host, made, exits } = network();
    host.stop();
    expect(made[0]?.killed).toBe(true);
    expect(made).toHaveLength(1);
    expect(exits).toEqual([]);
  });
});

describe('the demo server', () => {
  const server = { url: 'http://127.0.0.1:1/', user: 'alex', password: 'p' };

  it('settles after its address was stored, and comes back on another port', async () => {
    const { made, fork } = fakeChildren<ToMock, FromMock>();
    const urls: string[] = [];
    const host = startDemo({
      fork,
      now: () => 0,
      onReady: ({ url }) => Promise.resolve(void urls.push(url)),
      onFailed: () => {},
    });
    made[0]?.tell({ type: 'ready', ...server });
    expect(await host.first).toEqual(server);
    made[0]?.die();
    made[1]?.tell({ type: 'ready', ...server, url: 'http://127.0.0.1:2/' });
    expect(urls).toEqual(['http://127.0.0.1:1/', 'http://127.0.0.1:2/']);
  });

  it('says why it could not start', async () => {
    const { made, fork } = fakeChildren<ToMock, FromMock>();
    const sentences: string[] = [];
    const onFailed = ({ sentence }: { readonly sentence: string }) => void sentences.push(sentence);
    const host = startDemo({ fork, now: () => 0, onReady: () => Promise.resolve(), onFailed });
    made[0]?.tell({ type: 'failed', sentence: 'No port was free.' });
    expect(await host.first).toBeNull();
    expect(sentences).toEqual(['No port was free.']);
  });
});

describe('crashes', () => {
  it('are counted in a window of five minutes', () => {
    let now = 0;
    const count = createCrashCount(() => now);
    const answers = [0, 1, 2, 3, 300_000, 300_001].map((at) => {
      now = at;
      return count.crashed();
    });
    expect(answers).toEqual([false, false, false, false, false, false]);
    now = 300_002;
    expect(count.crashed()).toBe(false);
    for (let i = 0; i < 2; i += 1) count.crashed();
    expect(count.crashed()).toBe(true);
  });
});

describe('the smoke', () => {
  const start = (quits: boolean) => {
    const lines: string[] = [];
    const statuses: number[] = [];
    const smoke = createSmoke({
      quits,
      screenshot: null,
      capture: () => Promise.reject(new Error('no window')),
      print: (line) => lines.push(line),
      exit: (status) => statuses.push(status),
      uptime: () => 2.345,
      electron: '33.2.1',
    });
    return { smoke, lines, statuses };
  };

  it('prints one line of facts and ends with status 0', async () => {
    const { smoke, lines, statuses } = start(true);
    await smoke.ready({ messages: 20, folders: 5 });
    await smoke.failed('too late');
    expect(lines).toEqual(['smoke: 20 messages, 5 folders, 2.3 s, Electron 33.2.1']);
    expect(statuses).toEqual([0]);
  });

  it('prints a sentence and ends with status 1', async () => {
    const { smoke, lines, statuses } = start(true);
    await smoke.failed('The server did not answer.');
    expect(lines).toEqual(['smoke: The server did not answer.']);
    expect(statuses).toEqual([1]);
  });

  it('ends nothing when it was not asked for', async () => {
    const { smoke, statuses } = start(false);
    await smoke.ready({ messages: 1, folders: 1 });
    expect(statuses).toEqual([]);
  });
});
