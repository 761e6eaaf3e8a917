import { createReadStream } from 'node:fs';
import { type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import { REPRO_SENDER, reproRecipient } from '../../../../shared/delivery/repro-scenario.ts';
import { fieldsOf, nameOf } from '../../header-fields.ts';

export interface RedactedPeople {
  readonly messageId: string;
  readonly recipients: readonly string[];
}

/**
 * The message with nothing in it that somebody wrote: the same parts in the same encodings and nearly the same size, so that
 * a server meets the same work; every letter and digit of text, files and names is an x, and people are numbers. Hidden
 * recipients are named in Bcc, which `send` takes out again.
 */
export async function* redactedEml(
  eml: string,
  { messageId, recipients }: RedactedPeople,
  hidden: readonly string[],
): AsyncGenerator<Uint8Array> {
  const splitter = createReadStream(eml).pipe(new Splitter());
  const address = (nth: number) => `<${reproRecipient(nth)}>`;
  const own = [
    `From: <${REPRO_SENDER.address}>\r\n`,
    ...(recipients.length > 0
      ? [`To: ${recipients.map((_, nth) => address(nth + 1)).join(',\r\n ')}\r\n`]
      : []),
    ...hidden.map((_, nth) => `Bcc: ${address(recipients.length + nth + 1)}\r\n`),
    `Message-ID: ${messageId}\r\n`,
  ];
  let isFirst = true;
  for await (const chunk of splitter as AsyncIterable<SplitterChunk>) {
    if (chunk.type === 'node') {
      yield Buffer.from(`${headerOf(chunk, isFirst ? own : [])}\r\n`, 'latin1');
      isFirst = false;
    } else if (chunk.value) {
      const text = chunk.value.toString('latin1');
      yield chunk.type === 'data' ? structureOf(text) : contentOf(text, chunk.node);
    }
  }
}

/** Fields that say how the content is to be read; all others are blanked. */
const KEPT = new Set(['mime-version', 'content-transfer-encoding', 'date']);
const REPLACED = new Set(['from', 'to', 'cc', 'bcc', 'reply-to', 'sender', 'message-id', 'return-path']);

function headerOf(node: MimeNode, own: readonly string[]): string {
  const fields = fieldsOf(node.getHeaders().toString('latin1'));
  return [
    ...own,
    ...fields.flatMap((field) => {
      const name = nameOf(field);
      if (REPLACED.has(name)) return [];
      if (KEPT.has(name)) return [field];
      const colon = field.indexOf(':') + 1;
      return [field.slice(0, colon) + valueOf(name, field.slice(colon))];
    }),
  ].join('');
}

/** Types, encodings and dividing lines stay; names of files keep their ending. */
function valueOf(name: string, value: string): string {
  if (name !== 'content-type' && name !== 'content-disposition') return blanked(value);
  return value.replace(
    /(\b(?:file)?name(?:\*\d*\*?)?\s*=\s*)("(?:[^"\\]|\\.)*"|[^;\r\n]*)/gi,
    (_all, key: string, text: string) => key + text.replace(/[A-Za-z0-9\x80-\xff](?!\w{0,4}"?$)/g, 'x'),
  );
}

/** Dividing lines stay, what stands before and after them does not. */
function structureOf(text: string): Uint8Array {
  return Buffer.from(text.replace(/^(?!--).+$/gm, blanked), 'latin1');
}

function contentOf(text: string, node: MimeNode): Uint8Array {
  const isQuoted = node.encoding === 'quoted-printable';
  const flat = isQuoted ? text.replace(/=[0-9A-F]{2}/gi, '=78') : text;
  return Buffer.from(
    isQuoted ? flat.replace(/(?<!=|=7)[A-Za-z0-9\x80-\xff]/g, 'x') : blanked(flat),
    'latin1',
  );
}

/** base64 stays base64 of the same length. */
function blanked(text: string): string {
  return text.replace(/[A-Za-z0-9\x80-\xff]/g, 'x');
}
