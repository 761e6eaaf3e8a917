// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { focusPaneSoon } from '../../../renderer/hooks/panes.ts';

beforeEach(() => {
  document.body.innerHTML =
    '<input id="field"><div id="list" data-pane="list" tabindex="0"></div><button id="gone">x</button>';
});
const focus = (id: string) => document.getElementById(id)?.focus();
const focusedSoon = async () => {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return document.activeElement?.id;
};

it('a pane gets the focus with the next picture', async () => {
  focus('field');
  focusPaneSoon('list');
  expect(await focusedSoon()).toBe('list');
});

it('also from what is gone by then', async () => {
  focus('gone');
  focusPaneSoon('list');
  document.getElementById('gone')?.remove();
  expect(await focusedSoon()).toBe('list');
});

it('and takes it from nobody who was chosen meanwhile', async () => {
  focus('gone');
  focusPaneSoon('list');
  focus('field');
  expect(await focusedSoon()).toBe('field');
});
