import { expect, test } from 'vitest';
import { createPauses } from '../../../shared/pauses.ts';

const never = () => new AbortController().signal;

test('work goes on until it is paused, and again when it is not', async () => {
  const pauses = createPauses();
  const job = pauses.begin('one');
  await job.turn(never());
  pauses.set('one', true);
  pauses.set('one', true);
  let turns = 0;
  const waiting = [job.turn(never()), job.turn(never())].map((each) => each.then(() => (turns += 1)));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(turns).toBe(0);
  pauses.set('one', false);
  await Promise.all(waiting);
  expect(turns).toBe(2);
  await job.turn(never());
});

test('what is paused can be ended, and others are not held up by it', async () => {
  const pauses = createPauses();
  const job = pauses.begin('one');
  pauses.begin('two');
  pauses.set('one', true);
  await pauses.begin('three').turn(never());
  const stop = new AbortController();
  const waiting = job.turn(stop.signal);
  stop.abort();
  await waiting;
  await job.turn(stop.signal);
  job.end();
  pauses.set('one', true);
  await pauses.begin('one').turn(never());
});
