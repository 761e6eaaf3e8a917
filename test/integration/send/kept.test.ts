import { readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { KEPT_MS } from '../../../electron/network/spool/is-over.ts';
import { EMPTY, type Office, openOffice } from './house.ts';
import { without } from './ways.ts';

const TIMEOUT = { timeout: 60_000 };
const HOUR = 3_600_000;

let office: Office;
afterEach(() => office.stop());

async function open(...rules: readonly RuleInput[]): Promise<void> {
  office = await openOffice(
    { scenario: EMPTY, rules, clock: { rate: 0 } },
    undefined,
    undefined,
    os.tmpdir(),
    KEPT_MS,
  );
}

async function sent(): Promise<string> {
  const id = await office.spool();
  await office.until(id, 'done');
  return id;
}

/** The program is closed for so long. */
async function away(ms: number): Promise<void> {
  await office.restart(async () => {
    await office.mock.clock.step(ms);
  });
  await office.pass(HOUR / 2);
}
const listed = () =>
  office
    .outbox()
    .list()
    .map(({ id }) => id);
const onDisk = async () =>
  (await readdir(path.join(office.folder, 'spool'))).filter((name) => /^[0-9a-f]{32}$/.test(name));

describe('what was sent and has its copy', () => {
  it('is kept for a week and then let go of, while the program runs', TIMEOUT, async () => {
    await open();
    const id = await sent();
    await away(KEPT_MS - HOUR);
    expect([listed(), await onDisk()]).toEqual([[id], [id]]);
    await office.pass(HOUR);
    expect(listed()).toEqual([]);
    await vi.waitFor(async () => expect(await onDisk()).toEqual([]));
  });

  it('is let go of at the next start after that week', TIMEOUT, async () => {
    await open();
    await sent();
    await away(KEPT_MS + HOUR);
    expect(listed()).toEqual([]);
    await vi.waitFor(async () => expect(await onDisk()).toEqual([]));
  });
});

describe('what stays until its person lets it go', () => {
  it('a message that came back', TIMEOUT, async () => {
    await open();
    const id = await sent();
    const { messageId } = office.view(id);
    const bounce = { messageId, recipients: ['bo@example.com'], sentence: 'No such person.', report: '/r' };
    await office.outbox().bounced('alex', bounce);
    await away(4 * KEPT_MS);
    expect([listed(), await onDisk()]).toEqual([[id], [id]]);
    await office.outbox().command(id, 'discard');
    await vi.waitFor(async () => expect([listed(), await onDisk()]).toEqual([[], []]));
  });

  it('one without a copy in Sent Items', TIMEOUT, async () => {
    await open(without('sentitems'));
    const id = await sent();
    await away(4 * KEPT_MS);
    expect(listed()).toEqual([id]);
  });

  it('one that was refused', TIMEOUT, async () => {
    const what = { kind: 'status', status: 413 } as const;
    await open({ id: 'too-large', where: { method: 'PUT' }, step: 'after-headers', what });
    const id = await office.spool();
    await office.until(id, 'blocked');
    await away(4 * KEPT_MS);
    expect(listed()).toEqual([id]);
  });
});
