import { readdir, readFile, appendFile } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeBundle } from '../../../electron/network/spool/bundle/bundle.ts';
import { DOMAIN, type Office, openOffice, told, truth } from './house.ts';

const TIMEOUT = { timeout: 60_000 };
const offices: Office[] = [];
afterEach(async () => {
  for (const office of offices.splice(0)) await office.stop();
});
async function open(scenario: string | Uint8Array): Promise<Office> {
  const office = await openOffice({ scenario });
  offices.push(office);
  return office;
}

/** A message with a text and these files, of so many bytes each on the way. */
function withFiles(files: Readonly<Record<string, number>>): string {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  const parts = Object.entries(files).map(
    ([name, bytes]) =>
      `--=_b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(Math.ceil(bytes / line.length))}\r\n`,
  );
  return `From: Alex Dahl <alex@${DOMAIN}>\r\nTo: Bo Lie <bo@${DOMAIN}>\r\nBcc: cy@${DOMAIN}\r\nSubject: Secret plans\r\nMessage-ID: <plans@${DOMAIN}>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=_b"\r\n\r\n--=_b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe budget is tiny.\r\n${parts.join('')}--=_b--\r\n`;
}
const THREE = withFiles({ 'a.bin': 600_000, 'b.bin': 500_000, 'c.bin': 600_000 });

/** A message that is too large for its server, as it stands in the Outbox. */
async function blocked(): Promise<{ office: Office; id: string }> {
  const office = await open('over-send-limit');
  const id = await office.spool({ eml: THREE });
  const view = await office.until(id, 'blocked', 'done');
  expect(view, told(office.outbox().steps(id))).toMatchObject({
    state: { kind: 'blocked' },
    repairs: ['split', 'remove-attachment', 'save-as-eml'],
  });
  return { office, id };
}

/** Lets time pass until this message has gone from the list and all others have come to an end. */
async function untilGone(office: Office, id: string): Promise<void> {
  while (
    office
      .outbox()
      .list()
      .some((each) => each.id === id)
  )
    await office.pass(1000);
  for (const each of office.outbox().list()) await office.until(each.id, 'done', 'blocked');
}
const delivered = (office: Office, count: number) =>
  office
    .outbox()
    .list()
    .map(({ messageId, subject }) => ({ subject, ...truth(office, messageId) }))
    .slice(0, count);
const spoolOf = async (office: Office) =>
  (await readdir(path.join(office.folder, 'spool'))).filter((name) => /^[0-9a-f]{32}$/.test(name));

describe('a message that is too large', () => {
  it('is split: each part goes once to everybody, the whole never', TIMEOUT, async () => {
    const { office, id } = await blocked();
    const { parts, bytes } = await office.outbox().parts(id);
    expect(parts.map(({ name }) => name)).toEqual(['a.bin', 'b.bin', 'c.bin']);
    expect(bytes).toBeGreaterThan(1_700_000);
    await office.outbox().replace(
      id,
      parts.map(({ index }) => [index]),
    );
    await untilGone(office, id);
    expect(delivered(office, 9)).toEqual(
      [1, 2, 3].map((nth) => ({
        subject: `Secret plans (${nth} of 3)`,
        deliveries: { bo: 1, cy: 1 },
        sent: 1,
        drafts: 0,
      })),
    );
    expect(truth(office, `<plans@${DOMAIN}>`)).toEqual({ deliveries: {}, sent: 0, drafts: 0 });
    await vi.waitFor(async () => expect(await spoolOf(office)).toHaveLength(3));
    for (const [nth, one] of office.outbox().list().entries()) {
      const mail = await simpleParser(await readFile(office.outbox().entry(one.id).emlPath));
      expect(mail.attachments.map(({ filename }) => filename)).toEqual([`${'abc'[nth]}.bin`]);
      expect(mail.text?.trim()).toBe('The budget is tiny.');
      expect([mail.subject, mail.messageId]).toEqual([one.subject, one.messageId]);
    }
  });

  it('goes without an attachment', TIMEOUT, async () => {
    const { office, id } = await blocked();
    const [first] = (await office.outbox().parts(id)).parts;
    await office.outbox().replace(id, [[first?.index ?? -1]]);
    await untilGone(office, id);
    expect(delivered(office, 9)).toEqual([
      { subject: 'Secret plans', deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 },
    ]);
  });

  it('refuses parts that it does not have, and a message that is not blocked', TIMEOUT, async () => {
    const { office, id } = await blocked();
    await expect(office.outbox().replace(id, [[0]])).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
    await expect(office.outbox().replace(id, [])).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
    const other = await office.spool({ inMs: 3_600_000 });
    await expect(office.outbox().replace(other, [[1]])).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
  });

  it('is split after a crash in the middle, and no part twice', TIMEOUT, async () => {
    const { office, id } = await blocked();
    const pieces = [1, 2].map((nth) => ({ without: nth === 1 ? [2, 3] : [1], nth, of: 2 }));
    await office.outbox().stop();
    const step = { kind: 'replaced', at: office.clock.now(), pieces, made: false };
    await appendFile(path.join(office.folder, 'spool', id, 'journal.ndjson'), `${JSON.stringify(step)}\n`);
    for (let starts = 0; starts < 3; starts += 1) await office.restart();
    await untilGone(office, id);
    const list = office.outbox().list();
    expect(list.map(({ subject }) => subject)).toEqual(['Secret plans (1 of 2)', 'Secret plans (2 of 2)']);
    expect(truth(office, list[0]?.messageId ?? '')).toEqual({
      deliveries: { bo: 1, cy: 1 },
      sent: 1,
      drafts: 0,
    });
    // Two files together are as large as the server refuses: the second part waits for its person.
    expect(list.map(({ state }) => state.kind)).toEqual(['done', 'blocked']);
  });

  it('is deleted: its draft goes from the server, it goes from here', TIMEOUT, async () => {
    const { office, id } = await blocked();
    expect(truth(office, `<plans@${DOMAIN}>`).drafts).toBe(1);
    await office.outbox().command(id, 'discard');
    await untilGone(office, id);
    await vi.waitFor(async () => expect(await spoolOf(office)).toEqual([]));
    expect(truth(office, `<plans@${DOMAIN}>`)).toEqual({ deliveries: {}, sent: 0, drafts: 0 });
  });
});

describe('a message that was sent', () => {
  it('stays until it is let go', TIMEOUT, async () => {
    const office = await open('healthy');
    const id = await office.spool();
    await office.until(id, 'done');
    await office.outbox().command(id, 'discard');
    await untilGone(office, id);
    await vi.waitFor(async () => expect(await spoolOf(office)).toEqual([]));
  });
});

describe('a bundle', () => {
  it('says nothing of the message, and the mock does again what the server did', TIMEOUT, async () => {
    const { office, id } = await blocked();
    const entry = office.outbox().entry(id);
    const out = path.join(office.folder, 'bundle.zip');
    await writeBundle(entry, { requests: [], report: `To bo@${DOMAIN}`, version: '1' }, out);
    const bytes = await readFile(out);
    const files = Object.entries(unzipSync(bytes));
    expect(files.map(([name]) => name)).toEqual([
      'README.txt',
      'report.txt',
      'scenario.json',
      'journal.ndjson',
      'requests.har',
      'message.eml',
    ]);
    for (const [name, content] of files)
      expect(strFromU8(content), name).not.toMatch(
        /halvorsen|alex|Dahl|Secret|budget|QUJD|a\.bin|\bbo@|\bcy@/i,
      );
    const eml = strFromU8(files.at(-1)?.[1] ?? new Uint8Array());
    expect(Math.abs(eml.length - THREE.length)).toBeLessThan(500);
    expect((await simpleParser(eml)).attachments).toHaveLength(3);

    const replay = await open(new Uint8Array(bytes));
    const again = await replay.spool({ user: 'person', eml });
    const view = await replay.until(again, 'blocked', 'done');
    expect(view.state).toMatchObject({ kind: 'blocked', block: stateOf(office, id) });
    expect(requestsOf(replay, again)).toEqual(requestsOf(office, id));
  });
});

function stateOf(office: Office, id: string): string {
  const { state } = office.view(id);
  return state.kind === 'blocked' ? state.block : state.kind;
}
/** What was asked and answered, in order. */
function requestsOf(office: Office, id: string): readonly string[] {
  return office
    .outbox()
    .steps(id)
    .flatMap((step) =>
      step.kind === 'asked'
        ? [`${step.purpose} ${step.method}`]
        : step.kind === 'answered'
          ? [`${step.verdict} ${step.status}`]
          : [],
    );
}
