import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { WireFault } from '../../electron/network/dav/transport.ts';
import { stateOf } from '../../shared/delivery/state-of.ts';
import { DAV_PROGRAMS, isThere } from './dav-servers.ts';
import { EVERYBODY, openSendingHouse } from './sending-house.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const TIMEOUT = { timeout: 120_000 };
const kinds = ({ steps }: { readonly steps: readonly { readonly kind: string }[] }) =>
  steps.map(({ kind }) => kind);

for (const program of DAV_PROGRAMS.filter(isThere)) {
  describe(`sending from ${program.name} by SMTP`, TIMEOUT, () => {
    it('everybody has it once, hidden ones too, and one copy is in Sent as it was sent', async () => {
      const house = await openSendingHouse(program, closing);
      const entry = await house.run(await house.spool());
      expect(stateOf(entry.history, Date.now()).kind, JSON.stringify(entry.steps.at(-1))).toBe('done');
      expect(house.smtp.signedIn).toEqual(['alex']);
      const [taken, ...others] = house.smtp.taken;
      expect(others).toEqual([]);
      expect(taken?.recipients).toEqual(EVERYBODY);
      const text = taken?.bytes.toString() ?? '';
      expect(text).not.toMatch(/bcc|dee@/i);
      const [copy, ...more] = await house.filed('Sent');
      expect(more).toEqual([]);
      expect(copy?.equals(await readFile(entry.emlPath))).toBe(true);
      expect(copy?.equals(taken?.bytes ?? Buffer.alloc(0))).toBe(true);
      const asked = entry.steps.flatMap((step) => (step.kind === 'asked' ? [step.method] : []));
      expect(asked).toEqual(['SMTP', 'MKCOL', 'PUT']);
    });

    it('the copy goes where sent mail lies already', async () => {
      const house = await openSendingHouse(program, closing);
      await fetch(`${house.dav.origin}/Gesendet/`, {
        method: 'MKCOL',
        headers: { authorization: `Basic ${btoa('alex:correct horse')}` },
      });
      const entry = await house.run(await house.spool());
      expect(entry.history.filed).toBe('retinue');
      expect(await house.filed('Gesendet')).toHaveLength(1);
      expect(await house.filed('Sent')).toEqual([]);
    });

    it('an answer that is lost after the dot stays unknown, also after a new start', async () => {
      const house = await openSendingHouse(program, closing);
      house.next.mishap = { at: 'taken', does: 'close' };
      const id = await house.spool();
      await house.run(id);
      house.next.mishap = null;
      const entry = await house.run(id);
      expect(stateOf(entry.history, Date.now()).kind).toBe('unknown');
      expect(house.smtp.taken).toHaveLength(1);
      expect(await house.filed('Sent')).toEqual([]);
      expect(JSON.stringify(entry.steps)).toContain('may have taken it or not');
    });

    it('filing that fails is tried again, and sending is not', async () => {
      const house = await openSendingHouse(program, closing);
      house.next.line = (transport) => (request) =>
        request.method === 'PUT' ? Promise.reject(new WireFault('reset', 'ECONNRESET')) : transport(request);
      const id = await house.spool();
      const before = await house.run(id);
      expect(before.history).toMatchObject({ filed: null });
      expect(before.history.submittedAt).not.toBeNull();
      house.next.line = (transport) => transport;
      await expect
        .poll(async () => (await house.run(id)).history.filed, { timeout: 30_000, interval: 500 })
        .toBe('retinue');
      expect(house.smtp.taken).toHaveLength(1);
      expect(await house.filed('Sent')).toHaveLength(1);
    });

    it('stopped before the last dot, it goes out at the next start', async () => {
      const house = await openSendingHouse(program, closing);
      const stopped = new AbortController();
      const id = await house.spool();
      house.next.mishap = { at: 'mail', does: 'stall' };
      const first = house.run(id, undefined, stopped.signal);
      await expect.poll(() => house.smtp.commands.some((each) => each.startsWith('MAIL'))).toBe(true);
      stopped.abort();
      expect((await first).steps.at(-1)).toMatchObject({ kind: 'answered', verdict: 'not-sent' });
      house.next.mishap = null;
      const entry = await house.run(id);
      expect(stateOf(entry.history, Date.now()).kind).toBe('done');
      expect(house.smtp.taken).toHaveLength(1);
    });

    it('without a mail server it waits for its person, and what was sent is filed all the same', async () => {
      const house = await openSendingHouse(program, closing);
      house.next.readsOnly = true;
      const id = await house.spool();
      const { block } = (await house.run(id)).history;
      expect(block).toMatchObject({ block: 'refused' });
      expect(block?.failure?.sentence).toContain('Name one under Sending in Accounts…');
      house.next.readsOnly = false;
      await house.tell(id, 'try-now');
      const { steps } = await house.run(id, { line: 5, written: true });
      expect(steps.at(-1)).toMatchObject({ kind: 'answered', verdict: 'done', status: 250 });
      house.next.readsOnly = true;
      expect((await house.run(id)).history).toMatchObject({ filed: 'retinue' });
      expect(house.smtp.taken).toHaveLength(1);
      expect(await house.filed('Sent')).toHaveLength(1);
    });

    it('one recipient refused: nobody gets it, and nothing is filed', async () => {
      const house = await openSendingHouse(program, closing);
      house.next.mishap = { at: 'recipient', who: 'dee@example.com', reply: '550 5.1.1 Unknown' };
      const entry = await house.run(await house.spool());
      expect(entry.history.block).toMatchObject({ block: 'refused' });
      expect(entry.history.block?.failure?.sentence).toContain('dee@example.com');
      expect(house.smtp.taken).toEqual([]);
      expect(await house.filed('Sent')).toEqual([]);
    });

    it('killed at any line of its journal, it is never sent twice', async () => {
      const house = await openSendingHouse(program, closing);
      const whole = await house.run(await house.spool());
      for (let line = 1; line < whole.steps.length; line += 1)
        for (const written of [false, true]) {
          const id = await house.spool();
          const before = house.smtp.taken.length;
          const copies = (await house.filed('Sent')).length;
          await house.run(id, { line, written });
          const entry = await house.run(id);
          const at = `line ${line} ${written ? 'written' : 'not written'}: ${kinds(entry).join(' ')}`;
          const state = stateOf(entry.history, Date.now()).kind;
          const taken = house.smtp.taken.length - before;
          expect(taken, at).toBeLessThanOrEqual(1);
          expect(['done', 'unknown'], at).toContain(state);
          expect((await house.filed('Sent')).length - copies, at).toBe(state === 'done' ? 1 : 0);
          if (state === 'done') expect(taken, at).toBe(1);
        }
    });
  });
}
