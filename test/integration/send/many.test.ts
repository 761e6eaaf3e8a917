import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/public.ts';
import type { HttpTransport } from '../../../electron/network/dav/transport.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { fail } from '../../../shared/errors.ts';
import { type NarrowDoor, openNarrowDoor } from '../../helpers/narrow-door.ts';
import { type Office, openOffice, told } from './house.ts';

const MESSAGES = 500;
const DOWN_MS = 600_000;
/**
 * One message of the account tries at a time, and the wait after each try is about twice the one before (2 s and on), so
 * that ten tries fill ten minutes; two more are left for the circuit's probes.
 */
const MOST_WHILE_DOWN = 12;

const POISON: RuleInput = {
  id: 'poison',
  where: { method: 'MOVE', subject: 'Message 1' },
  step: 'after-headers',
  what: { kind: 'status', status: 500 },
};

/** What is synced to the disk 10,000 times costs minutes; here it is not the disk that is tried. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let office: Office;
afterEach(() => office.stop());

/** Counts what leaves and how much of it is under way at once; while `isDown`, nobody answers the door. */
function doorman(isDown: () => boolean, refuses: boolean) {
  const seen = { whileDown: 0, now: 0, most: 0 };
  const wrap =
    (transport: HttpTransport): HttpTransport =>
    async (request) => {
      if (isDown()) {
        seen.whileDown += 1;
        if (refuses) throw fail('offline', 'The connection was refused.');
      }
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      const over = () => (seen.now -= 1);
      try {
        const answer = await transport(request);
        answer.body.once('close', over);
        return answer;
      } catch (thrown) {
        over();
        throw thrown;
      }
    };
  return { seen, wrap };
}

describe(`${MESSAGES} messages, the first one poisonous, the server down for ten minutes`, () => {
  it.each(['connections refused', '503'])(
    '%s: all others go out in order, and the server is left alone meanwhile',
    { timeout: 240_000 },
    async (how) => {
      let upAt = Number.POSITIVE_INFINITY;
      const { seen, wrap } = doorman(() => clockNow() < upAt, how !== '503');
      let clockNow = () => 0;
      const down: RuleInput = { id: 'down', step: 'after-headers', what: { kind: 'status', status: 503 } };
      const rules = how === '503' ? [down, POISON] : [POISON];
      office = await openOffice({ scenario: 'healthy', rules }, wrap, () => 0.5, FOLDER);
      clockNow = () => office.clock.now();
      upAt = clockNow() + DOWN_MS;
      const ids: string[] = [];
      for (let nth = 1; nth <= MESSAGES; nth += 1)
        ids.push(await office.spool({ subject: `Message ${nth}` }));
      await office.pass(upAt - clockNow());
      expect(seen.whileDown).toBeGreaterThan(2);
      expect(seen.whileDown).toBeLessThanOrEqual(MOST_WHILE_DOWN);
      office.mock.faults.remove('down');
      office.mock.clearJournal();
      const [poison = '', ...others] = ids;
      const isOver = ({ state }: OutgoingView) => state.kind === 'done' || state.kind === 'blocked';
      while (!office.outbox().list().every(isOver)) await office.step();
      const views = new Map(
        office
          .outbox()
          .list()
          .map((view) => [view.id, view]),
      );
      const { messages } = office.mock.oracle();
      for (const id of others) {
        const view = views.get(id);
        expect(view?.state.kind, told(office.outbox().steps(id))).toBe('done');
        const found = messages.find(({ messageId }) => messageId === view?.messageId);
        expect(found).toMatchObject({ deliveries: [{ copies: 1 }], sentCopies: 1, draftsLeft: 0 });
      }
      expect(office.view(poison).state).toMatchObject({ kind: 'blocked', failure: { status: 500 } });
      const submitted = office.mock.journal
        .filter(({ method, status }) => method === 'MOVE' && status === 200)
        .map(({ path }) => path);
      const wanted = others.map(
        (id) =>
          office
            .outbox()
            .steps(id)
            .find((step) => step.kind === 'asked')?.path ?? '',
      );
      expect(submitted).toEqual(wanted);
      expect(seen.most).toBeLessThanOrEqual(2);
    },
  );
});

describe('a server that lets two connections in', () => {
  it('never sees a third one, however much mail waits and whatever fails', { timeout: 120_000 }, async () => {
    let door: NarrowDoor | null = null;
    const through =
      (transport: HttpTransport): HttpTransport =>
      async (request) => {
        const { origin } = office.mock;
        door ??= await openNarrowDoor(origin, 2);
        const to = door.origin;
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, value.replace(origin, to)]),
        );
        return await transport({ ...request, url: request.url.replace(origin, to), headers });
      };
    const cut: RuleInput = {
      id: 'cut',
      where: { method: 'PUT', nth: [3, 9, 10, 11] },
      step: 'after-commit-before-reply',
      what: { kind: 'drop-reply' },
    };
    office = await openOffice({ scenario: 'healthy', rules: [POISON, cut] }, through, () => 0.5, FOLDER);
    const ids: string[] = [];
    for (let nth = 1; nth <= 40; nth += 1) ids.push(await office.spool({ subject: `Message ${nth}` }));
    // What goes through the door takes real time, so virtual time has to pass by itself.
    office.mock.clock.setRate(10);
    const done = () =>
      office
        .outbox()
        .list()
        .filter(({ state }) => state.kind === 'done').length;
    await vi.waitFor(() => expect(done()).toBe(39), { timeout: 90_000, interval: 200 });
    const seen = door === null ? null : (door as NarrowDoor).seen;
    expect(seen?.refused).toBe(0);
    expect(seen?.most).toBeGreaterThan(0);
    expect(seen?.most).toBeLessThanOrEqual(2);
    await (door as NarrowDoor | null)?.close();
  });
});
