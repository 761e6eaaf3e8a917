import { expect, it } from 'vitest';
import { createMailtoHandling, createMailtoLinks, mailtoIn } from '../../../electron/main/mailto.ts';

it('finds the link among the switches, and takes nothing else for one', () => {
  expect(mailtoIn(['retinue', '--no-demo', 'mailto:bo@example.com?subject=Quay'])).toBe(
    'mailto:bo@example.com?subject=Quay',
  );
  expect(mailtoIn(['mailto:', '--no-demo', 'https://example.com', '--x=mailto:a@b.example'])).toBeNull();
});

it('keeps links until the window takes them, each once, and no more than a person opens', () => {
  let told = 0;
  const links = createMailtoLinks(() => (told += 1));
  for (let n = 0; n < 7; n += 1) links.add(`mailto:${n}@example.com`);
  expect(told).toBe(7);
  expect(links.take()).toEqual([2, 3, 4, 5, 6].map((n) => `mailto:${n}@example.com`));
  expect(links.take()).toEqual([]);
});

/** A system that obeys, or says that it does, or refuses. */
function system(obeys: boolean, says = obeys) {
  let ours = false;
  const change = (to: boolean) => () => {
    if (obeys) ours = to;
    return says;
  };
  return {
    isDefaultProtocolClient: () => ours,
    setAsDefaultProtocolClient: change(true),
    removeAsDefaultProtocolClient: change(false),
  };
}

it('is the program for mailto: links when the person wants it, and no longer when not', () => {
  const handling = createMailtoHandling(system(true));
  expect(handling.isOurs()).toBe(false);
  handling.toggle();
  expect(handling.isOurs()).toBe(true);
  handling.toggle();
  expect(handling.isOurs()).toBe(false);
});

it.each([false, true])('says so where the system does not take it (it claims to: %s)', (says) => {
  expect(() => createMailtoHandling(system(false, says)).toggle()).toThrow(/did not make Retinue/);
});
