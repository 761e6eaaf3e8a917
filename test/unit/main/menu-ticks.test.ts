import type { MenuItem } from 'electron';
import { expect, it } from 'vitest';
import { createMenuTicks } from '../../../electron/main/menu-ticks.ts';

type Item = Pick<MenuItem, 'type' | 'checked'>;

/** A menu as Electron has it: of radio items, to set one in any way ticks it and takes the tick from the others. */
function menu() {
  const previews = new Map<string, Item>();
  let chosen = 'preview-right';
  for (const id of ['preview-right', 'preview-below', 'preview-off'])
    previews.set(id, {
      type: 'radio',
      get checked() {
        return chosen === id;
      },
      set checked(_on) {
        chosen = id;
      },
    });
  const items = new Map<string, Item>([['conversations', { type: 'checkbox', checked: false }], ...previews]);
  return {
    getMenuItemById: (id: string) => (items.get(id) ?? null) as MenuItem | null,
    set: (id: string) => void Object.assign(items.get(id) ?? {}, { checked: true }),
    ticked: () => [...items].filter(([, { checked }]) => checked).map(([id]) => id),
  };
}

it('ticks what the window told last, in whatever menu is shown', () => {
  let shown = menu();
  const ticks = createMenuTicks(() => shown);
  ticks.put({ conversations: true, 'preview-right': false, 'preview-below': true });
  expect(shown.ticked()).toEqual(['conversations', 'preview-below']);
  ticks.put({ conversations: false, health: true });
  expect(shown.ticked()).toEqual(['preview-below']);
  shown = menu();
  ticks.show();
  expect(shown.ticked()).toEqual(['preview-below']);
});

it('takes back what Electron ticked by itself, until the window has done it', () => {
  const shown = menu();
  const ticks = createMenuTicks(() => shown);
  ticks.put({ conversations: false, 'preview-right': true });
  shown.set('conversations');
  shown.set('preview-off');
  ticks.show();
  expect(shown.ticked()).toEqual(['preview-right']);
});

it('waits where there is no menu yet', () => {
  const ticks = createMenuTicks(() => null);
  expect(() => ticks.put({ conversations: true })).not.toThrow();
});
