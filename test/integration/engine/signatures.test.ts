import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import { authority, openssl } from '../../helpers/openssl.ts';
import { type Bench, context, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, startHouse } from './house.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'retinue-signatures-'));
const run = openssl(folder);
const open: { stop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const each of open) await each.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(run === null)('signed mail on a server', () => {
  const ssl = run ?? (() => Buffer.alloc(0));

  /** What opening messages gives that were signed in these ways, by subject. */
  async function opened(
    ways: Readonly<Record<string, readonly string[]>>,
  ): Promise<Map<string, OpenedMessage>> {
    const alex = run ? authority(folder, run).issue('alex', 'alex@example.com') : '';
    writeFileSync(
      path.join(folder, 'content'),
      'Content-Type: text/plain; charset=utf-8\r\n\r\nHello inside\r\n',
    );
    const key = [
      '-in',
      'content',
      '-signer',
      `${alex}.pem`,
      '-inkey',
      `${alex}.key`,
      '-from',
      'alex@example.com',
    ];
    const mails = Object.entries(ways).map(([subject, way]) =>
      way[0] === '-encrypt'
        ? ssl(
            'cms',
            ...way,
            '-in',
            'content',
            '-subject',
            subject,
            '-from',
            'alex@example.com',
            `${alex}.pem`,
          )
        : ssl('cms', '-sign', ...key, '-subject', subject, ...way),
    );
    const messages = await Promise.all(
      mails.map(async (bytes) => ({
        content: await contentOf(bytes),
        received: Date.UTC(2026, 0, 1),
        read: true,
      })),
    );
    const house: House = await startHouse([{ name: 'Inbox', role: 'inbox', messages }]);
    const bench: Bench = startBench(house.port().transport);
    open.push(bench, house);
    const { calls } = bench.engine.handlers;
    await calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
    await until(async () => (await bench.database.messages.count()) === mails.length, 'every message listed');
    const found = new Map<string, OpenedMessage>();
    for (const row of await bench.database.messages.toArray())
      found.set(row.subject, await calls['message.open']({ messageId: row.id }, context()));
    return found;
  }

  it('is opened with what its signature is worth, also where the text is inside of it', async () => {
    const all = await opened({ beside: [], inside: ['-nodetach'], secret: ['-encrypt', '-aes256'] });
    // The authority is this test's own, so nobody vouches for it.
    const signed = {
      kind: 'signed',
      covers: 'whole',
      signer: 'alex',
      problems: [{ kind: 'unknown-issuer' }],
    };
    for (const subject of ['beside', 'inside']) {
      expect(all.get(subject)?.signature, subject).toMatchObject(signed);
      expect(all.get(subject)?.text, subject).toContain('Hello inside');
    }
    expect(all.get('inside')?.attachments).toEqual([]);
    expect(all.get('secret')?.signature).toEqual({ kind: 'encrypted' });
    expect(all.get('secret')?.attachments).toHaveLength(1);
  });
});
