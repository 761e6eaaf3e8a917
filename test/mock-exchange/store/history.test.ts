import { describe, expect, it } from 'vitest';
import { generateMailbox } from '../../../electron/mock-exchange/generate/mailbox.ts';
import { copy, edited, move, remove, setRead } from '../../../electron/mock-exchange/store/changes.ts';
import { rewindMailbox } from '../../../electron/mock-exchange/store/history.ts';
import { addFolder, deliverInto, type Mailbox } from '../../../electron/mock-exchange/store/mailbox.ts';
import type { Folder, Item, StoreNode } from '../../../electron/mock-exchange/store/nodes.ts';
import { openMailbox } from '../../../electron/mock-exchange/store/open-mailbox.ts';
import { randomFor } from '../../../electron/mock-exchange/generate/random.ts';
import { message } from '../support/mail.ts';

const NOW = Date.UTC(2026, 10, 23);

function opened(): Mailbox {
  const wish = generateMailbox({ seed: 7, messages: 200, folders: 6, now: NOW });
  return openMailbox({ ...wish, password: 'secret' }, 'en', () => NOW + 1000);
}

/** Everything that a client could see of a store, in the order in which it would see it. */
function picture(mailbox: Mailbox) {
  const scalars = (node: StoreNode) =>
    Object.fromEntries(
      Object.entries(node).filter(([, value]) => typeof value !== 'object' && typeof value !== 'function'),
    );
  const item = (each: Item) => ({
    ...scalars(each),
    properties: [...(each.properties ?? [])],
    in: each.folder.id,
  });
  const folder = (each: Folder): unknown => ({
    ...scalars(each),
    items: [...each.items].map(([key, one]) => [key, item(one)]),
    folders: [...each.folders].map(([key, one]) => [key, folder(one)]),
    suffixes: [...each.nextSuffix],
  });
  const ids = (map: ReadonlyMap<number, StoreNode>) => [...map.keys()].sort((a, b) => a - b);
  return {
    tree: folder(mailbox.root),
    items: ids(mailbox.itemsById),
    folders: ids(mailbox.foldersById),
    next: mailbox.root.history.ids.last,
  };
}

/** A random change of each kind that the verbs make. */
function change(mailbox: Mailbox, seed: number, nth: number): void {
  const random = randomFor(seed, nth);
  const items = [...mailbox.itemsById.values()];
  const folders = [...mailbox.foldersById.values()].filter((each) => !each.hidden);
  const item = random.pick(items);
  const folder = random.pick(folders);
  switch (random.int(8)) {
    case 0:
      return setRead(item, !item.read);
    case 1:
      return edited(mailbox, random.pick<StoreNode>([item, folder]), random.chance(0.5));
    case 2:
      return move(item, folder, `moved-${nth}.EML`);
    case 3:
      return void copy(mailbox, item, folder, `copied-${nth}.EML`);
    case 4:
      return remove(mailbox, item);
    case 5:
      return void deliverInto(mailbox, folder, message(`New ${nth}`, { id: nth }));
    case 6:
      return void addFolder(mailbox, folder, `Folder ${nth}`, 'IPF.Note');
    default:
      if (folder.parent !== null && ![...mailbox.roles.values()].includes(folder)) remove(mailbox, folder);
  }
}

describe('going back to the beginning', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('leaves nothing of 300 random changes (seed %i)', (seed) => {
    const mailbox = opened();
    const before = picture(mailbox);
    for (const round of [0, 1]) {
      for (let nth = 0; nth < 300; nth++) change(mailbox, seed + round * 100, nth);
      expect(picture(mailbox)).not.toEqual(before);
      rewindMailbox(mailbox);
      expect(picture(mailbox)).toEqual(before);
    }
  });

  it('is the same as opening anew', () => {
    const mailbox = opened();
    for (let nth = 0; nth < 100; nth++) change(mailbox, 9, nth);
    rewindMailbox(mailbox);
    expect(picture(mailbox)).toEqual(picture(opened()));
  });
});
