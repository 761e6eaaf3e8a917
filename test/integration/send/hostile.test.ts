import { DOMAIN, openOffice, told, truth } from './house.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEml } from '../../../electron/network/spool/read-eml.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(header: string) {
  const file = path.join(folder, 'letter.eml');
  await writeFile(file, Buffer.from(`${header}\r\n\r\nHi.\r\n`, 'utf8'));
  return await readEml(file, 'alex', 0);
}

describe('a message file that means harm', () => {
  it.each([
    { what: 'a NUL in an address', header: 'To: bo@a.example\0' },
    { what: 'a line that is no field', header: 'To: bo@a.example\r\nnothing of the kind' },
    { what: 'an address with a space in it', header: 'To: bo @ a.example cy@b.example' },
    { what: 'nobody to send to', header: 'From: alex@a.example' },
  ])('$what: refused with a sentence', async ({ header }) => {
    await expect(read(header)).rejects.toMatchObject({ failure: { kind: 'invalid-input' } });
  });

  it('a subject of 70 KB: sent as it is', async () => {
    const subject = 'x'.repeat(70_000);
    expect((await read(`To: bo@a.example\r\nSubject: ${subject}`)).subject).toBe(subject);
  });

  it('5,000 recipients: all of them', async () => {
    const all = Array.from({ length: 5000 }, (_, nth) => `u${nth}@a.example`);
    expect((await read(`To: ${all.join(',\r\n ')}`)).recipients).toEqual(all);
  });

  it('an LF alone does not smuggle a field past Bcc', async () => {
    const { hidden, recipients } = await read('To: bo@a.example\nBcc: cy@a.example');
    expect({ hidden, recipients }).toEqual({ hidden: ['cy@a.example'], recipients: ['bo@a.example'] });
  });

  it('a CR alone in the header: refused with a sentence', async () => {
    await expect(read('To: bo@a.example\r\nSubject: one\rBcc: cy@a.example')).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
  });
});

describe('what is strange and right', () => {
  it.each([
    [
      'a subject of 70 KB',
      `From: alex@${DOMAIN}\r\nTo: bo@${DOMAIN}\r\nSubject: ${'x'.repeat(900).concat('\r\n ').repeat(80)}x`,
      1,
    ],
    [
      '5,000 recipients',
      `From: alex@${DOMAIN}\r\nTo: ${['bo', ...Array.from({ length: 4999 }, (_, n) => `p${n}`)].map((name) => `${name}@${DOMAIN}`).join(',\r\n ')}\r\nSubject: All`,
      5000,
    ],
  ])('goes out once: %s', { timeout: 120_000 }, async (_, header, people) => {
    const office = await openOffice({ scenario: 'healthy' });
    try {
      const id = await office.spool({
        eml: `${header}\r\nMessage-ID: <strange@${DOMAIN}>\r\nMIME-Version: 1.0\r\n\r\nHi.\r\n`,
      });
      const view = await office.until(id, 'done', 'blocked');
      expect(view.state, told(office.outbox().steps(id))).toMatchObject({ kind: 'done' });
      expect(view.recipients).toHaveLength(people);
      expect(truth(office, `<strange@${DOMAIN}>`)).toMatchObject({ sent: 1, drafts: 0 });
      expect(office.mock.journal.filter(({ method }) => method === 'MOVE')).toHaveLength(1);
    } finally {
      await office.stop();
    }
  });
});
