import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { RESTORED } from '../../../electron/platform/restored.ts';
import { EMPTY, type Office, openOffice } from './house.ts';

let office: Office | null = null;
afterEach(async () => {
  await office?.stop();
  office = null;
});
const HOUR = 3_600_000;
const copies = ({ mock }: Office) =>
  mock.oracle().messages.map(({ deliveries }) => deliveries.map((each) => each.copies));
const mark = ({ folder }: Office) => path.join(folder, 'spool', RESTORED);
const isMarked = (of: Office) =>
  access(mark(of)).then(
    () => true,
    () => false,
  );

it('what comes out of a back-up is not sent by itself, and once where its person says so', async () => {
  office = await openOffice({ scenario: EMPTY });
  const done = await office.spool({ subject: 'Done' });
  await office.until(done, 'done');
  const later = await office.spool({ subject: 'Later', inMs: 2 * HOUR });
  // As the back-up was made: one message had been sent, one was still to go.
  await office.restart(() => writeFile(mark(office as Office), ''));
  expect(office.view(later).state).toMatchObject({ kind: 'blocked', block: 'restored' });
  expect(office.view(done).state.kind).toBe('done');
  expect(await isMarked(office)).toBe(false);
  const asked = office.mock.journal.length;
  await office.pass(3 * HOUR);
  expect(office.mock.journal.length).toBe(asked);
  expect(copies(office)).toEqual([[1]]);

  await office.restart();
  expect(office.view(later).commands).toEqual(['send-now', 'take-back', 'discard']);
  await office.outbox().command(later, 'send-now');
  await office.until(later, 'done');
  await office.restart();
  expect(office.view(later).state.kind).toBe('done');
  expect(copies(office)).toEqual([[1], [1]]);
});
