import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fail } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import { isAddress, parseAddresses, withoutComments } from '../../../shared/mail/addresses.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { fieldsOf, nameOf, valuesOf } from '../header-fields.ts';

/** A message as it lies in a file, made ready for the spool. */
export interface ReadyMessage {
  /** 32 hex digits: the same account and the same bytes give the same id. */
  readonly id: string;
  readonly messageId: string;
  readonly subject: string;
  readonly from: string;
  readonly recipients: readonly string[];
  /** Those of its Bcc fields, which are not in `bytes`. */
  readonly hidden: readonly string[];
  readonly bytes: number;
  readonly sha256: string;
  /** The exact bytes that are sent, from the beginning each time. */
  content(): AsyncIterable<Uint8Array>;
}

/** A header longer than this is no header of mail. */
const HEADER_BYTES = 2 ** 20;
const LF = 10;
const CR = 13;

/**
 * Reads an .eml file: line ends become CRLF, Bcc is taken out, Message-ID and Date are added where they are missing; every
 * other byte stays. `account` tells the same file of two accounts apart. Rejects with 'invalid-input' and one sentence.
 */
export async function readEml(file: string, account: string, now: number): Promise<ReadyMessage> {
  const { header, end } = await headerOf(file);
  if (header.includes('\0')) throw refused(told('{file} cannot be sent: its header holds a NUL.', { file }));
  // Some servers end a line there: what follows would be a field that nobody looked at (RFC 5322 section 2.2).
  if (/\r(?!\n)/.test(header))
    throw refused(told('{file} cannot be sent: its header holds a CR without LF.', { file }));
  const fields = fieldsOf(header);
  const broken = fields.findIndex((field) => !/^[!-9;-~]+[ \t]*:/.test(field));
  if (broken >= 0)
    throw refused(
      told('{file} cannot be sent: line {line} of its header is no header field.', {
        file,
        line: lineOf(fields, broken),
      }),
    );
  const values = (name: string) => valuesOf(fields, name);
  const addresses = (name: string) => values(name).flatMap(addressesIn);
  const recipients = unique([...addresses('to'), ...addresses('cc')]);
  const hidden = unique(addresses('bcc')).filter((each) => !recipients.includes(each));
  if (recipients.length + hidden.length === 0)
    throw refused(told('{file} cannot be sent: it has no recipient in To, Cc or Bcc.', { file }));
  const wrong = [...recipients, ...hidden].find((each) => !isAddress(each));
  if (wrong !== undefined)
    throw refused(
      told('{file} cannot be sent: {wrong} is not an address.', {
        file,
        wrong: JSON.stringify(wrong.slice(0, 80)),
      }),
    );
  const id = (await digestOf([Buffer.from(`${account}\n`)], createReadStream(file))).slice(0, 32);
  const from = addresses('from')[0] ?? '';
  const given = /<[^<>\s]+>/.exec(values('message-id')[0] ?? '')?.[0];
  const messageId = given ?? `<${id}@${from.split('@')[1] ?? 'localhost'}>`;
  const kept = [
    ...(given === undefined ? [`Message-ID: ${messageId}\r\n`] : []),
    ...(values('date').length === 0 ? [`Date: ${dateOf(now)}\r\n`] : []),
    ...fields.filter((each) => nameOf(each) !== 'bcc'),
  ];
  const head = Buffer.from(
    `${kept
      .join('')
      .replace(/\r?\n/g, '\r\n')
      .replace(/(?<!\n)$/, '\r\n')}`,
    'latin1',
  );
  const content = () => withCrlf(head, createReadStream(file, { start: end }));
  let bytes = 0;
  const hash = createHash('sha256');
  for await (const chunk of content()) {
    bytes += chunk.byteLength;
    hash.update(chunk);
  }
  const subject = values('subject')[0] ?? '';
  return { id, messageId, subject, from, recipients, hidden, bytes, sha256: hash.digest('hex'), content };
}

/** The header as Latin-1, and where in the file the empty line behind it begins. */
async function headerOf(file: string): Promise<{ readonly header: string; readonly end: number }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(file, { end: HEADER_BYTES })) chunks.push(chunk as Buffer);
  } catch (thrown) {
    throw fail(
      'invalid-input',
      told('{file} cannot be read ({code}).', { file, code: codeOf(thrown) }),
      {},
      thrown,
    );
  }
  const text = Buffer.concat(chunks).toString('latin1');
  const found = /\r?\n\r?\n/.exec(text);
  if (!found && text.length > HEADER_BYTES)
    throw refused(told('{file} cannot be sent: its header is longer than 1 MB.', { file }));
  const end = found ? found.index + (found[0].startsWith('\r') ? 2 : 1) : text.length;
  return { header: text.slice(0, end), end };
}

/** The bytes of the rest with every line end as CRLF. */
async function* withCrlf(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  yield head;
  let last = LF;
  let any = false;
  for await (const chunk of rest) {
    any = true;
    const out: Buffer[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      const before = at > 0 ? chunk[at - 1] : last;
      if (before === CR) continue;
      out.push(chunk.subarray(from, at), Buffer.from('\r\n'));
      from = at + 1;
    }
    last = chunk.at(-1) ?? last;
    yield Buffer.concat([...out, chunk.subarray(from)]);
  }
  if (!any) yield Buffer.from('\r\n');
}

async function digestOf(first: Iterable<Buffer>, rest: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for (const chunk of first) hash.update(chunk);
  for await (const chunk of rest) hash.update(chunk);
  return hash.digest('hex');
}

/** Of one field: groups (RFC 5322 section 3.4) stand for their members. */
function addressesIn(value: string): readonly string[] {
  const flat = withoutComments(value).replace(/(^|[,;])\s*[^,;:"<>@]+:/g, '$1');
  return parseAddresses(flat).map(({ name, address }) => (address === '' ? name : address));
}

function lineOf(fields: readonly string[], nth: number): number {
  return fields.slice(0, nth).join('').split('\n').length;
}

/** RFC 5322 section 3.3, in UTC. */
function dateOf(now: number): string {
  return new Date(now).toUTCString().replace(/GMT$/, '+0000');
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function refused(sentence: Told) {
  return fail('invalid-input', sentence);
}
