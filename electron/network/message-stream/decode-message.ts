import { once } from 'node:events';
import { type MimeNode, Splitter, type SplitterChunk, type SplitterOptions } from '@zone-eu/mailsplit';
import type { StreamedBody, StreamedFile } from '../../../shared/contracts/network.ts';
import { FailureError } from '../../../shared/errors.ts';
import { told, type Told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';
import type { BeginFile, FoundFile } from './found-file.ts';
import { fileLeaf, type Leaf, textLeaf, verbatimLeaf } from './leaves.ts';
import { createSkeleton } from './skeleton.ts';
import { unpack } from './unpack.ts';

export interface DecoderOptions {
  readonly begin: BeginFile;
  /** Where a file is, for a package that is opened once it is there. */
  readonly path: (id: string) => string;
  /** Stands in the skeleton for a file; nobody who writes a message may know it. */
  readonly marker: string;
  /** Something more is known; `body()` says what. */
  readonly onChange: () => void;
}
/** Takes a message apart while it comes. */
export interface MessageDecoder {
  /** Resolves when more may come. Rejects with a FailureError where the disk does not take a file. */
  write(bytes: Uint8Array): Promise<void>;
  /** The message ends. */
  end(): Promise<StreamedBody>;
  /** What is known so far. */
  body(): StreamedBody;
  /** Nothing more comes of this pass. */
  abandon(): Promise<void>;
}

/**
 * One pass over a message of any size: text parts stay in the skeleton, every other part is decoded to a file of its
 * own, and memory stays flat. Nothing in a message makes it fail: one that cannot be taken apart becomes a note.
 */
export function createMessageDecoder({ begin, path, marker, onChange }: DecoderOptions): MessageDecoder {
  const options: SplitterOptions = {
    defaultInlineEmbedded: true,
    maxHeadSize: LIMITS.streamHeadBytes,
    maxChildNodes: LIMITS.streamParts,
  };
  const splitter = new Splitter(options);
  let isAtStart = true;
  let isAbandoned = false;
  const skeleton = createSkeleton();
  const files: StreamedFile[] = [];
  const writing = new Set<FoundFile>();
  const notes: Told[] = [];
  let texts: { readonly html: string | null; readonly text: string | null } = { html: null, text: null };
  let leaf: Leaf | null = null;
  let complete = false;

  const body = (): StreamedBody => ({
    skeleton: skeleton.bytes(),
    marker,
    files: [...files],
    notes: [...notes],
    ...texts,
    complete,
  });
  const mayOpen = () => files.length < LIMITS.streamParts;

  /** A file gets its number at its beginning, so that the skeleton can name it; told is it once that is done. */
  const beginFile = async (named: StreamedFile['named']) => {
    const file = await begin();
    writing.add(file);
    const number = files.length;
    files.push({ fileId: file.id, size: null, damage: null, unpacked: false, named });
    const ended = (size: number, damage: Told | null) => {
      writing.delete(file);
      const before = files[number];
      if (before) files[number] = { ...before, size, damage };
      onChange();
    };
    return { file, number, ended };
  };
  const openTextFile = async (rawName: string) => {
    const name = Buffer.from(rawName, 'latin1').toString('utf8');
    const { file, ended } = await beginFile({ name, mimeType: null, contentId: null });
    onChange();
    return {
      write: (bytes: Uint8Array) => file.write(bytes),
      end: async (damage: Told | null) => ended(await file.end(), damage),
    };
  };
  const unpacked = async (file: FoundFile, number: number) => {
    const found = await unpack(path(file.id), async (named) => {
      const inner = await beginFile(named);
      onChange();
      return {
        write: (bytes) => inner.file.write(bytes),
        end: async () => inner.ended(await inner.file.end(), null),
      };
    });
    if (found.text !== null || found.html !== null) texts = { text: found.text, html: found.html };
    const before = files[number];
    if (before) files[number] = { ...before, unpacked: found.isWhole, damage: found.damage ?? before.damage };
    onChange();
  };

  const leafOf = async (node: MimeNode): Promise<Leaf | null> => {
    if (node.multipart || node.messageNode) {
      skeleton.put(node.getHeaders());
      return null;
    }
    const keep = (bytes: Buffer) => skeleton.put(bytes);
    switch (roleOf(node)) {
      case 'text':
        setHeader(node, 'Content-Transfer-Encoding', 'base64');
        skeleton.put(node.getHeaders());
        return textLeaf(node, openTextFile, mayOpen, keep);
      case 'kept':
        skeleton.put(node.getHeaders());
        return verbatimLeaf(keep);
      default:
        return await placed(node);
    }
  };
  const placed = async (node: MimeNode): Promise<Leaf> => {
    const isMessage = node.contentType === 'message/rfc822';
    const { file, number, ended } = await beginFile(
      isMessage ? { name: node.filename || null, mimeType: 'message/rfc822', contentId: null } : null,
    );
    // A library that reads the skeleton would look for a message in the marker.
    if (isMessage) node.setContentType('application/octet-stream');
    setHeader(node, 'Content-Transfer-Encoding', 'base64');
    skeleton.put(node.getHeaders());
    skeleton.put(Buffer.from(`${btoa(`${marker}${number}`)}\r\n`, 'latin1'));
    onChange();
    return fileLeaf(node, file, async (size, damage) => {
      ended(size, damage);
      if (isPackage(node)) await unpacked(file, number);
    });
  };
  const endLeaf = async (isCut = false) => {
    const ending = leaf;
    leaf = null;
    await ending?.end(isCut);
  };

  const consume = async () => {
    for await (const part of splitter as AsyncIterable<SplitterChunk>) {
      if (part.type === 'body') {
        await leaf?.write(part.value);
        continue;
      }
      await endLeaf();
      if (part.type === 'node') leaf = await leafOf(part);
      else skeleton.put(part.value);
    }
    await endLeaf();
  };
  const consumed = consume().catch(async (thrown: unknown) => {
    if (isAbandoned || thrown instanceof FailureError) throw thrown;
    notes.push(UNREADABLE);
    await endLeaf(true);
  });
  // Whoever writes or ends is told; until then nobody listens.
  consumed.catch(() => undefined);

  return {
    async write(bytes) {
      // What it keeps of a chunk it keeps for longer than the call.
      const chunk = Buffer.from(bytes);
      // What a report returns to its sender is an attachment, not part of the text. The splitter runs ahead: it is told now.
      if (isAtStart) options.ignoreEmbedded = isReport(chunk);
      isAtStart = false;
      if (splitter.destroyed) return await consumed;
      if (splitter.write(chunk)) return;
      // It fails at a message that it cannot take apart; `consumed` says what becomes of that.
      await Promise.race([once(splitter, 'drain').catch(() => consumed), consumed]);
    },
    async end() {
      if (!splitter.destroyed) splitter.end();
      await consumed;
      complete = true;
      return body();
    },
    body,
    async abandon() {
      isAbandoned = true;
      splitter.destroy();
      await consumed.catch(() => undefined); // it was told to end
      for (const file of writing) await file.abandon();
      writing.clear();
    },
  };
}

/** By the message's own headers, which fit into the first piece of any real one. */
function isReport(start: Buffer): boolean {
  const [headers = ''] = start.toString('latin1').split(/\r?\n\r?\n/, 1);
  return /^content-type:\s*multipart\/report\b/im.test(headers);
}

const TEXT_ENCODINGS = new Set([
  '',
  '7bit',
  '8bit',
  'binary',
  'quoted-printable',
  'base64',
  'x-uuencode',
  'uuencode',
]);

/** Text that is read through; parts that programs read and that stay as they are; the rest are files. */
function roleOf({ contentType, disposition, encoding }: MimeNode): 'text' | 'kept' | 'file' {
  if (disposition === 'attachment' || contentType === 'message/rfc822') return 'file';
  if (contentType === 'text/plain') return TEXT_ENCODINGS.has(encoding || '') ? 'text' : 'kept';
  return contentType === 'text/html' || contentType === 'message/delivery-status' ? 'kept' : 'file';
}

function isPackage({ contentType, filename }: MimeNode): boolean {
  return (
    contentType === 'application/ms-tnef' ||
    contentType === 'application/vnd.ms-tnef' ||
    /^winmail\.dat$/i.test(filename || '')
  );
}

function setHeader(node: MimeNode, name: string, value: string): void {
  if (node.headers) node.headers.update(name, value);
}

const UNREADABLE = told(
  'This message is built in a way that Retinue cannot take apart. Retinue shows the text that it found. You can save the message and open it in another program.',
);
