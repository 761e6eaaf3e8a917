import { expect, test } from 'vitest';
import { createDragOut, type Outward, type Written } from '../../../renderer/features/mail/drag/drag-out.ts';

const ONE: Outward = { kind: 'messages', messageIds: ['a|/m1'] };
const CLIENTS: Outward = { kind: 'folder', folderId: 'a|/Clients' };

/** What was asked of a drag, and told of it; `answer` ends the oldest writing. */
function world() {
  const log: string[] = [];
  const writing: ((written: Written) => void)[] = [];
  let now = 0;
  let stop = () => {};
  const out = createDragOut({
    write: (what, signal) => {
      log.push(`write ${what.kind}`);
      signal.addEventListener('abort', () => log.push('abort'));
      return new Promise((resolve) => writing.push(resolve));
    },
    start: async (token) => void log.push(`start ${token}`),
    forget: async (token) => void log.push(`forget ${token}`),
    tell: (why) => void log.push(why),
    tellEarly: (given) => {
      log.push('early');
      stop = given;
    },
    tellReady: () => void log.push('ready'),
    now: () => now,
  });
  const answer = async (written: Written) => {
    writing.shift()?.(written);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const files = (token: string) => answer({ kind: 'files', token });
  const taken = () => log.splice(0);
  return { out, answer, files, taken, stop: () => stop(), later: (ms: number) => (now += ms) };
}

test('a drag that stays inside writes nothing', () => {
  const { out, taken } = world();
  out.begin(ONE);
  expect(out.isOn()).toBe(true);
  out.entered();
  out.ended();
  expect(out.isOn()).toBe(false);
  expect(taken()).toEqual([]);
});

test('one that leaves becomes one of files, once', async () => {
  const { out, files, taken } = world();
  out.begin(ONE);
  out.left();
  out.entered();
  out.left();
  expect(taken()).toEqual(['write messages']);
  await files('t1');
  expect(taken()).toEqual(['start t1']);
  out.entered();
  out.left();
  expect(out.isOn()).toBe(true);
  out.ended();
  expect(taken()).toEqual([]);
});

test('one that is back inside when its files are there goes on as it was, until it leaves again', async () => {
  const { out, files, taken } = world();
  out.begin(ONE);
  out.left();
  out.entered();
  await files('t1');
  expect(taken()).toEqual(['write messages']);
  out.left();
  expect(taken()).toEqual(['start t1']);
});

test('what was let go too early is written on, said to be ready, and dragged at once the next time', async () => {
  const { out, files, taken, later } = world();
  out.begin(CLIENTS);
  out.left();
  out.ended();
  expect(taken()).toEqual(['write folder', 'early']);
  await files('t1');
  expect(taken()).toEqual(['ready']);
  out.begin({ ...CLIENTS });
  out.left();
  expect(taken()).toEqual(['start t1']);
  out.ended();

  out.begin(CLIENTS);
  out.left();
  out.ended();
  await files('t2');
  later(11 * 60_000);
  out.begin(CLIENTS);
  out.left();
  expect(taken()).toEqual(['write folder', 'early', 'ready', 'forget t2', 'write folder']);
});

test('it is stopped by its person, by a drop inside, and by a drag of something else', async () => {
  const { out, files, taken, stop } = world();
  out.begin(ONE);
  out.left();
  out.ended();
  stop();
  await files('t1');
  expect(taken()).toEqual(['write messages', 'early', 'abort', 'forget t1']);
  out.begin(ONE);
  out.left();
  out.entered();
  out.ended();
  await files('t2');
  expect(taken()).toEqual(['write messages', 'abort', 'forget t2']);
  out.begin(ONE);
  out.left();
  out.ended();
  out.begin(CLIENTS);
  await files('t3');
  expect(taken()).toEqual(['write messages', 'early', 'abort', 'forget t3']);
});

test('what cannot be had is told, and tried anew the next time', async () => {
  const { out, answer, taken } = world();
  out.begin(ONE);
  out.left();
  await answer({ kind: 'none', why: 'It is gone.' });
  out.ended();
  out.begin(ONE);
  out.left();
  expect(taken()).toEqual(['write messages', 'It is gone.', 'write messages']);
});
