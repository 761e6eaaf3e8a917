import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../electron/network/clock.ts';
import { LIMITS } from '../../electron/network/limits.ts';
import { DAV_PROGRAMS, isThere } from './dav-servers.ts';
import { all, closeHouses, eml, house, list, signal } from './plain-house.ts';

afterEach(closeHouses);

const COUNT = LIMITS.plainSmall + 10;
/** rclone keeps the time at which it saw a folder first: it is not believed, and listed whole at each look. */
const keepsStamps = (name: string) => !name.startsWith('rclone');

/** Times of these servers are whole seconds. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1100));

for (const program of DAV_PROGRAMS)
  describe.skipIf(!isThere(program))(`a large folder on ${program.name}`, () => {
    it('costs one small answer a look while nothing came or went, and misses nothing', async () => {
      const isWhole = !keepsStamps(program.name);
      const { mailbox, put, asked } = await house(program);
      const letter = (n: number) =>
        put(`Inbox/${n}.eml`, eml(`letter ${n}`, 'Thu, 1 Oct 2026 08:00:00 +0200'), n);
      for (let n = 0; n < COUNT; n += 1) await letter(n);
      let ahead = 0;
      const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
      const box = await mailbox(clock);
      const look = async () => {
        asked.length = 0;
        const [inbox] = await all(box.folders(signal));
        const bytes = asked
          .filter(({ path }) => path === '/Inbox/')
          .reduce((sum, each) => sum + each.bytes, 0);
        return { total: inbox?.total, unread: inbox?.unread, isWhole: bytes > 5000 };
      };
      const whole = { total: COUNT + 1, unread: COUNT + 1, isWhole: true };
      await look();
      await nextSecond();
      await letter(COUNT);
      // Another stamp with other members: from now on it is believed, once a listing came long enough after it.
      expect(await look()).toEqual(whole);
      ahead += LIMITS.plainStampMs;
      expect(await look()).toEqual(whole);
      expect(await look()).toEqual({ ...whole, isWhole });
      await nextSecond();
      await letter(COUNT + 1);
      expect(await look()).toMatchObject({ total: COUNT + 2, isWhole: true });
      ahead += LIMITS.plainStampMs;
      await look();
      expect(await look()).toMatchObject({ total: COUNT + 2, isWhole });
      // What we mark ourselves is listed with its mark.
      const [row] = await list(box, '/Inbox/', 1);
      await box.setMark('/Inbox/', [row ?? never()], { kind: 'read', read: true }, signal);
      expect(await look()).toMatchObject({ unread: COUNT + 1, isWhole: true });
      ahead += LIMITS.plainStampMs;
      await look();
      expect((await look()).isWhole).toBe(isWhole);
      // Marks of other clients do not show in a stamp.
      ahead += LIMITS.plainWholeMs + 1;
      expect((await look()).isWhole).toBe(true);
    });
  });

function never(): never {
  throw new Error('nothing is listed');
}
