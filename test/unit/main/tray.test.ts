import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { createTrayPlace } from '../../../electron/main/tray.ts';
import { english } from '../../../shared/language/say.ts';

function tray(first: boolean) {
  let on = first;
  const told: string[] = [];
  let menu: MenuItemConstructorOptions[] = [];
  const place = createTrayPlace({
    isOn: {
      value: () => on,
      async set(next) {
        on = next;
      },
    },
    make: () => ({
      setToolTip: (text) => void told.push(text),
      setMenu: (items) => void (menu = items),
      onClick: () => {},
      destroy: () => void told.push('gone'),
    }),
    say: english(),
    show: () => void told.push('show'),
    write: () => void told.push('write'),
    sync: () => void told.push('sync'),
    quit: () => void told.push('quit'),
  });
  return { place, told, labels: () => menu.map(({ label = '-' }) => label), menu: () => menu };
}

it('stands where its person wants it, and says how much is unread', async () => {
  const { place, told, labels, menu } = tray(false);
  expect(told).toEqual([]);
  place.unread(1);
  await place.toggle();
  expect(labels()).toEqual(['Open Retinue', 'New message', 'Send && Receive', '-', 'Quit Retinue']);
  place.unread(1200);
  place.unread(0);
  for (const item of menu()) Reflect.apply(item.click ?? (() => {}), item, []);
  await place.toggle();
  expect(told).toEqual([
    'Retinue, 1 unread message',
    'Retinue, 1,200 unread messages',
    'Retinue, no unread mail',
    'show',
    'write',
    'sync',
    'quit',
    'gone',
  ]);
  expect(place.isOn()).toBe(false);
});

it('is there from the beginning where it was wanted before', () => {
  expect(tray(true).told).toEqual(['Retinue, no unread mail']);
});
