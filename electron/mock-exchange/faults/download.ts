import type { Line } from '../http/line.ts';
import { noise } from '../generate/random.ts';
import { type ByteSource, PIECE_BYTES } from '../store/bytes.ts';
import type { Strike } from './engine.ts';
import { paceOf, paceOfAll } from './pace.ts';
import { perform, signOut, type Stage } from './perform.ts';

type Write = (piece: Buffer) => Promise<void>;

/** Writes a body with the faults of `mid-download` at their bytes. */
export async function writeFaulty(
  body: ByteSource,
  strikes: readonly Strike[],
  stage: Stage,
  write: Write,
): Promise<void> {
  const stops = [...strikes].sort((a, b) => a.byte - b.byte);
  let source = body;
  let pace: readonly Strike[] = [];
  for (let at = 0; at < body.size; ) {
    for (; stops[0] !== undefined && stops[0].byte <= at; stops.shift()) {
      if (paceOf(stops[0])) pace = [...pace, stops[0]];
      else source = (await strikeBody(stops[0], source, stage)) ?? source;
    }
    const end = Math.min(body.size, stops[0]?.byte ?? body.size);
    await writePaced(source, at, end, { strikes: pace, line: stage.line, write });
    at = end;
  }
}

interface Flow {
  readonly strikes: readonly Strike[];
  readonly line: Line;
  readonly write: Write;
}

async function writePaced(source: ByteSource, from: number, to: number, flow: Flow): Promise<void> {
  const pace = paceOfAll(flow.strikes);
  for (const piece of source.read(from, to)) {
    const chunk = pace?.chunk ?? piece.length;
    for (let at = 0; at < piece.length; at += chunk) {
      const taken = piece.subarray(at, at + chunk);
      // Bytes on a slow line arrive when their time is over, the last ones too.
      if (pace) await flow.line.sleep(pace.pauseMs(taken.length));
      await flow.write(taken);
    }
  }
}

/** A strike in the middle of a body: another source from here on, or null where the same one goes on. */
async function strikeBody(strike: Strike, source: ByteSource, stage: Stage): Promise<ByteSource | null> {
  const { line } = stage;
  line.response.flushHeaders();
  switch (strike.what.kind) {
    case 'pad':
      return madeOf(source.size, (size) => Buffer.alloc(size));
    case 'garbage': {
      const seed = strike.random.int(2 ** 31);
      return madeOf(source.size, (size, at) => noise(size, seed, at));
    }
    case 'truncate':
      return line.halfClose();
    case 'sign-out':
      await signOut(stage);
      return line.halfClose();
    case 'reset':
    case 'crash-worker':
      await line.read();
      break;
    default:
  }
  await perform([strike], stage);
  return null;
}

function madeOf(size: number, make: (size: number, at: number) => Buffer): ByteSource {
  return {
    size,
    *read(from, to) {
      for (let at = from; at < to; at += PIECE_BYTES) yield make(Math.min(PIECE_BYTES, to - at), at);
    },
  };
}

/** The last chunk of a chunked body. */
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** What happens when the whole answer is out. A wait holds up the next answer on the connection. */
export async function afterLastByte(
  strikes: readonly Strike[],
  stage: Stage,
  isChunked: boolean,
): Promise<void> {
  const { line } = stage;
  line.response.flushHeaders();
  await line.read();
  for (const strike of strikes) {
    const { kind } = strike.what;
    if (kind === 'sign-out') {
      await signOut(stage);
      continue;
    }
    if (isChunked && kind !== 'latency' && kind !== 'stall') await line.raw(LAST_CHUNK);
    await perform([strike], stage);
  }
}
