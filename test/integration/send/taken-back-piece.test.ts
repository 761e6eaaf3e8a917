import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { buildMessage } from '../../../electron/network/compose/build-message.ts';
import { openDrafts } from '../../../electron/network/drafts/drafts.ts';
import { DOMAIN, type Office, openOffice, truth } from './house.ts';

const TIMEOUT = { timeout: 60_000 };
let office: Office | null = null;
afterEach(async () => {
  await office?.stop();
  office = null;
});

/** Three files, two of which are still too much for the server. */
function letter(): { readonly eml: string; readonly line: string } {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const file = (name: string) =>
    `--=_b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(8000)}\r\n`;
  const header = [
    `From: Alex Dahl <alex@${DOMAIN}>`,
    `To: Bo Lie <bo@${DOMAIN}>`,
    `Bcc: cy@${DOMAIN}`,
    'Subject: Secret plans',
    `Message-ID: <plans@${DOMAIN}>`,
    'Date: Thu, 26 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_b"',
  ].join('\r\n');
  const text = '--=_b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe budget is tiny.\r\n';
  const files = ['a.bin', 'b.bin', 'c.bin', 'd.bin'].map(file).join('');
  return { eml: `${header}\r\n\r\n${text}${files}--=_b--\r\n`, line };
}

it(
  'a piece that is blocked again and taken back is a draft, of which the server knows nothing',
  TIMEOUT,
  async () => {
    office = await openOffice({ scenario: 'over-send-limit' });
    const outbox = office.outbox();
    const { eml, line } = letter();
    const id = await office.spool({ eml });
    await office.until(id, 'blocked');
    const { parts } = await outbox.parts(id);
    const [a, b, c, d] = parts.map(({ index }) => index);
    await outbox.replace(id, [[a ?? -1, b ?? -1, c ?? -1], [d ?? -1]]);
    const blocked = () => outbox.list().find(({ subject }) => subject.endsWith('(1 of 2)'));
    while (blocked()?.state.kind !== 'blocked') await office.pass(1000);
    const piece = blocked()?.id ?? '';

    const back: string[] = [];
    const problems: string[] = [];
    const root = path.join(office.folder, 'drafts');
    const drafts = await openDrafts({
      root,
      clock: office.clock,
      newId: () => randomBytes(16).toString('hex'),
      onBack: (draftId) => void back.push(draftId),
      onProblem: ({ sentence }) => void problems.push(sentence),
      accountOf: (accountId) => ({ id: accountId, url: `https://mail.${DOMAIN}/`, user: 'alex' }),
      sending: { outbox, limitOf: () => null, build: buildMessage },
    });
    await outbox.command(piece, 'take-back');
    await office.until(piece, 'taken-back');
    await drafts.follow(outbox.list());
    expect([back.length, problems]).toEqual([1, []]);
    const { draft } = await drafts.open(back[0] ?? '');
    expect(draft).toMatchObject({
      subject: 'Secret plans (1 of 2)',
      to: [{ name: 'Bo Lie', address: `bo@${DOMAIN}` }],
      bcc: [{ address: `cy@${DOMAIN}` }],
      body: { kind: 'text', text: 'The budget is tiny.' },
    });
    expect(draft.attachments.map(({ name }) => name)).toEqual(['a.bin', 'b.bin', 'c.bin']);
    const [file] = draft.attachments;
    const bytes = await readFile(path.join(root, draft.id, file?.id ?? ''));
    expect(bytes.equals(Buffer.from(line.repeat(8000), 'base64'))).toBe(true);
    expect(truth(office, draft.messageId)).toEqual({ deliveries: {}, sent: 0, drafts: 0 });
  },
);
