import { expect, it } from 'vitest';
import { createProblems } from '../../../electron/network/problems.ts';
import { told } from '../../../shared/language/told.ts';

const FULL = told('The disk is full ({code}).', { code: 'ENOSPC' });

it('waits for a window, is taken once, and is told once in a run', () => {
  const windows: { event: () => void }[] = [];
  const recorded: string[] = [];
  const problems = createProblems(windows, ({ sentence }) => recorded.push(sentence));
  let news = 0;
  const window = { event: () => void (news += 1) };
  problems.greet(window);
  expect(news).toBe(0);
  problems.put(FULL);
  problems.greet(window);
  windows.push(window);
  problems.put({ sentence: 'Another one.' });
  expect(news).toBe(2);
  expect(problems.take()).toEqual([FULL, { sentence: 'Another one.' }]);
  problems.put(FULL);
  problems.greet(window);
  expect([news, problems.take()]).toEqual([2, []]);
  expect(recorded).toEqual([FULL.sentence, 'Another one.', FULL.sentence]);
});
