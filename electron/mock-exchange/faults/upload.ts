import type { IncomingMessage } from 'node:http';
import type { Line } from '../http/line.ts';
import { piecesOf } from '../http/read-body.ts';
import type { FaultSession, Strike } from './engine.ts';
import { type Pace, paceOf, paceOfAll } from './pace.ts';
import { perform, type Stage } from './perform.ts';

/** The pieces of a request body, with the faults of `mid-upload` between them. */
export async function* faultyUpload(
  request: IncomingMessage,
  session: FaultSession,
  stage: Stage,
): AsyncGenerator<Buffer> {
  const strikes = session.strikes('mid-upload', announced(request));
  const stops = [...strikes].sort((a, b) => a.byte - b.byte);
  let pace: readonly Strike[] = [];
  let at = 0;
  for await (const piece of piecesOf(request)) {
    let rest = piece;
    while (rest.length > 0) {
      for (; stops[0] !== undefined && stops[0].byte <= at; stops.shift()) {
        if (paceOf(stops[0])) pace = [...pace, stops[0]];
        else await perform([stops[0]], stage);
      }
      const speed = paceOfAll(pace);
      const taken = rest.subarray(
        0,
        Math.min(speed?.chunk ?? rest.length, (stops[0]?.byte ?? at + rest.length) - at),
      );
      yield taken;
      at += taken.length;
      rest = rest.subarray(taken.length);
      await wait(speed, taken.length, stage.line);
    }
  }
}

async function wait(pace: Pace | null, bytes: number, line: Line): Promise<void> {
  if (pace) await line.sleep(pace.pauseMs(bytes));
}

/** The last byte that will come, where the head says it: a rule beyond it is never reached. */
function announced({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return Number.POSITIVE_INFINITY;
  return Number(headers['content-length'] ?? 0) - 1;
}
