import type { FaultSession } from '../faults/engine.ts';
import { afterLastByte, writeFaulty } from '../faults/download.ts';
import type { Stage } from '../faults/perform.ts';
import type { ByteSource } from '../store/bytes.ts';
import { HungUp } from './hung-up.ts';
import type { Line } from './line.ts';
import { bodyOf, isBodyless, type Reply } from './reply.ts';

/** What went out so far; it stays true when the connection ends in the middle. */
export interface Sent {
  /** 0 until the head is written. */
  status: number;
  headers: readonly (readonly [string, string])[];
  /** Of body. */
  bytes: number;
  /** The beginning of the body, for the journal; empty where it is not kept. */
  readonly kept: Buffer[];
}

/** Bytes of a body of text that are kept. */
export const KEPT_TEXT_BYTES = 64 * 1024;

export function nothingSent(): Sent {
  return { status: 0, headers: [], bytes: 0, kept: [] };
}

/** Writes an answer with back-pressure, and the faults of `mid-download` and `after-last-byte`. */
export async function send(
  reply: Reply,
  session: FaultSession,
  stage: Stage,
  sent: Sent,
  withBody: boolean,
): Promise<void> {
  const { line } = stage;
  await line.turn();
  if (line.gone) throw new HungUp();
  sent.headers = writeHead(line, reply, stage.world.clock.now());
  sent.status = reply.status;
  const body = withBody && !isBodyless(reply.status) ? bodyOf(reply) : null;
  const isText = keepsText(reply);
  const write = (piece: Buffer) => writePiece(line, piece, sent, isText);
  if (body) {
    const strikes = session.strikes('mid-download', body.size - 1);
    await (strikes.length > 0 ? writeFaulty(body, strikes, stage, write) : writePlain(body, write));
  }
  const last = session.strikes('after-last-byte');
  if (last.length > 0) await afterLastByte(last, stage, reply.chunked === true);
  line.response.end();
}

async function writePlain(body: ByteSource, write: (piece: Buffer) => Promise<void>): Promise<void> {
  for (const piece of body.read(0, body.size)) await write(piece);
}

async function writePiece(line: Line, piece: Buffer, sent: Sent, isText: boolean): Promise<void> {
  if (line.gone) throw new HungUp();
  if (isText && sent.bytes < KEPT_TEXT_BYTES)
    sent.kept.push(Buffer.from(piece.subarray(0, KEPT_TEXT_BYTES - sent.bytes)));
  sent.bytes += piece.length;
  if (!line.response.write(piece)) await line.drained();
}

/** Status line and headers, with the Content-Length of the body unless the reply names one or is chunked. */
function writeHead({ response }: Line, reply: Reply, now: number): Sent['headers'] {
  const lengthless = isBodyless(reply.status) || reply.chunked === true;
  const headers: Record<string, string | string[]> = lengthless
    ? {}
    : { 'Content-Length': String(bodyOf(reply).size) };
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  // Of the mock's own clock, so that a run can be repeated to the byte.
  if (headers['Date'] === undefined) headers['Date'] = new Date(now).toUTCString();
  response.writeHead(reply.status, reply.reason ?? PHRASES[reply.status] ?? undefined, headers);
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): readonly [string, string] => [name, each]),
  );
}

/** Codes that Node names differently, or not at all. */
const PHRASES: Readonly<Record<number, string>> = { 404: 'Resource Not Found', 440: 'Login Timeout' };

function keepsText({ headers = {} }: Reply): boolean {
  const named = (name: string) =>
    String(Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '');
  return isTextType(named('content-type')) && named('content-encoding') === '';
}

/** Types whose bytes a person can read. */
export function isTextType(type: string | undefined): boolean {
  return /^\s*(?:text\/|message\/|application\/(?:xml|json|x-www-form-urlencoded)|[\w.-]+\/[\w.-]+\+xml)/i.test(
    type ?? '',
  );
}
