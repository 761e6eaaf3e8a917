import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import { corpusFiles, corpusFolder } from '../../helpers/corpus.ts';
import { type Bench, context, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, startHouse } from '../engine/house.ts';

const files = corpusFiles();
const isBroken = (file: string) => file.startsWith('error/');
const FIRST = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

/** Sound messages in which the second library is known to read something else, and what. */
const OTHERWISE: Readonly<Record<string, readonly ('from' | 'date' | 'text')[]>> = {
  // It leaves out the text of a forwarded message, which Retinue shows below the first part.
  'attachment/attachment_message_rfc822.eml': ['text'],
  // It reads a C1 control as a character of another code page.
  'attachment/attachment_pdf_non_ascii.eml': ['text'],
  'attachment/attachment_pdf_non_ascii_lf.eml': ['text'],
  // A report of several kinds: it runs the machine-readable parts into the text.
  'mime/raw_email_with_mimepart_without_content_type.eml': ['text'],
  'multipart_report/multi_address_bounce1.eml': ['text'],
  'multipart_report/multi_address_bounce2.eml': ['text'],
  'multipart_report/multipart_report_multiple_status.eml': ['text'],
  'multipart_report/report_422.eml': ['text'],
  'multipart_report/report_530.eml': ['text'],
  // RFC 5322 appendix A.6.3 with a space before the colon, which it does not read.
  'rfc2822/example13.eml': ['from', 'date'],
};

describe.skipIf(files.length === 0)('real and broken messages, imported and opened', () => {
  let house: House;
  let bench: Bench;
  const opened = new Map<string, OpenedMessage>();

  beforeAll(async () => {
    const raw = await Promise.all(files.map((file) => readFile(path.join(corpusFolder, file))));
    const contents = await Promise.all(raw.map((bytes) => contentOf(bytes)));
    const messages = contents.map((content, n) => ({ content, received: FIRST + n * MINUTE, read: true }));
    house = await startHouse([{ name: 'Inbox', role: 'inbox', messages }]);
    bench = startBench(house.port().transport);
    const calls = bench.engine.handlers.calls;
    await calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
    await until(async () => (await bench.database.messages.count()) === files.length, 'every message listed');
    for (const row of await bench.database.messages.toArray()) {
      const file = files[Math.round(((row.date ?? 0) - FIRST) / MINUTE)] ?? '';
      opened.set(file, await calls['message.open']({ messageId: row.id }, context()));
    }
  });
  afterAll(async () => {
    await bench.stop();
    await house.stop();
  });

  it('opens every one of them', () => expect([...opened.keys()].sort()).toEqual([...files]));

  it.each(files)('%s is not blank, or says why', (file) => {
    const message = read(opened, file);
    if (visible(message.text) === '' && visible(message.html) === '')
      expect(message.notes.map(({ sentence }) => sentence).join(' ')).toMatch(/no text/);
    for (const { sentence } of message.notes) expect(sentence).toMatch(/^[A-Z].*[.]$/s);
  });

  it.each(files.filter((file) => !isBroken(file)))('%s reads as a second library reads it', async (file) => {
    const ours = read(opened, file);
    const theirs = await simpleParser(await readFile(path.join(corpusFolder, file)));
    const otherwise = OTHERWISE[file] ?? [];
    expect(ours.subject).toBe(theirs.subject ?? '');
    if (!otherwise.includes('from'))
      expect(senders(ours)).toEqual(senders({ from: theirs.from?.value ?? [] }));
    if (!otherwise.includes('date') && hasDate(theirs)) expect(ours.date).toBe(theirs.date?.getTime());
    if (!otherwise.includes('text')) expect(visible(ours.text)).toBe(visible(theirs.text));
  });
});

function read(opened: ReadonlyMap<string, OpenedMessage>, file: string): OpenedMessage {
  const message = opened.get(file);
  if (!message) throw new Error(`${file} was not opened`);
  return message;
}

function visible(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

function senders(message: {
  readonly from: readonly { readonly name: string; readonly address?: string | undefined }[];
}) {
  return message.from.map(({ name, address }) => ({ name, address: address ?? '' }));
}

/** It gives the current time for a Date header that it cannot read. */
function hasDate(mail: ParsedMail): boolean {
  return mail.date !== undefined && mail.date.getFullYear() < 2020;
}
