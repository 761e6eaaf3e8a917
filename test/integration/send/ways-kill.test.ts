import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import type { HttpTransport, StreamedBody } from '../../../electron/network/dav/transport.ts';
import { EMPTY, type Office, openOffice, told, truth } from './house.ts';
import { idle } from './idle.ts';
import { NO_COPY, NO_MOVE, without } from './ways.ts';

const WAYS: Readonly<Record<string, readonly RuleInput[]>> = {
  copy: [NO_MOVE],
  'put after copy': [NO_MOVE, NO_COPY],
  'put without drafts': [without('drafts')],
};
/**
 * Where the program ends at a request: before the line that announces it, before it leaves, in the middle of its body,
 * and when the server has answered and nobody read it. With these each line of the journal is once the last one.
 */
const POINTS = ['before its line', 'before it leaves', 'in the middle', 'answered, not read'] as const;
type Point = (typeof POINTS)[number];

/** The end of the program is played, not that of the computer: nothing need be synced to a disk. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
const ONCE = { deliveries: { bo: 1, cy: 1 }, sent: 1, drafts: 0 };

interface Killed {
  /** The request that it was ended at. */
  readonly at: string;
  readonly isHandOver: boolean;
}

/** Holds the nth request at a point; `onHeld` says which one it was. Only what has a body can be ended in the middle. */
function holding(nth: number, point: Point, onHeld: (killed: Killed) => void) {
  let seen = 0;
  const wrap =
    (transport: HttpTransport): HttpTransport =>
    async (request) => {
      seen += 1;
      if (seen !== nth) return await transport(request);
      const { method, url } = request;
      const isHandOver =
        method === 'COPY' || method === 'MOVE' || (method === 'PUT' && url.includes('Submission'));
      const held = () => onHeld({ at: `${method} ${url}`, isHandOver });
      const { body } = request;
      if (point === 'in the middle')
        return await transport(typeof body === 'object' ? { ...request, body: halved(body, held) } : request);
      // Ended by nobody's error, and read by nobody.
      if (point === 'answered, not read')
        (await transport(request)).body.on('error', () => undefined).destroy();
      held();
      return await new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
      });
    };
  return { wrap, seen: () => seen };
}

function halved(body: StreamedBody, held: () => void): StreamedBody {
  return {
    length: body.length,
    async *stream(signal) {
      for await (const block of body.stream(signal)) {
        yield block.subarray(0, Math.floor(block.byteLength / 2));
        held();
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      }
    },
  };
}

/** A kill a moment earlier: the request that never left was not announced either. */
async function forgetLastAsked(office: Office, id: string): Promise<void> {
  const file = path.join(office.folder, 'spool', id, 'journal.ndjson');
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  if (lines.at(-1)?.includes('"kind":"asked"')) lines.pop();
  await writeFile(file, lines.map((line) => `${line}\n`).join(''));
}

async function killedAt(rules: readonly RuleInput[], nth: number, point: Point) {
  let killed: Killed | null = null;
  const { wrap, seen } = holding(nth, point, (at) => (killed = at));
  const office = await openOffice({ scenario: EMPTY, rules }, wrap, undefined, ROOT);
  try {
    const id = await office.spool({ bcc: 'cy' });
    let isRestarted = false;
    while (!['done', 'blocked'].includes(office.view(id).state.kind)) {
      await idle();
      if (killed && !isRestarted) {
        isRestarted = true;
        await office.restart(async () => {
          if (point === 'before its line') await forgetLastAsked(office, id);
        });
      } else await office.step();
    }
    const view = office.view(id);
    return {
      killed: killed as Killed | null,
      isPast: seen() < nth,
      state: view.state,
      truth: truth(office, view.messageId),
      journal: told(office.outbox().steps(id)),
    };
  } finally {
    await office.stop();
  }
}

describe.each(Object.entries(WAYS))('%s, ended at every request', (_, rules) => {
  it.each(POINTS)(
    '%s: everybody has it once, or it says that nobody knows',
    { timeout: 180_000 },
    async (point) => {
      let unknown = 0;
      for (let nth = 1, isPast = false; !isPast; nth += 1) {
        const run = await killedAt(rules, nth, point);
        const { killed, state, truth: found, journal } = run;
        isPast = run.isPast;
        const story = `${killed?.at ?? 'not killed'}, request ${nth}\n${journal}`;
        if (state.kind === 'done') expect(found, story).toEqual(ONCE);
        else {
          unknown += 1;
          expect(state, story).toMatchObject({ kind: 'blocked', block: 'unproven' });
          // Only where a hand-over may have been read, and nothing shows what became of it.
          expect(killed?.isHandOver, story).toBe(true);
          for (const copies of Object.values(found.deliveries)) expect(copies, story).toBe(1);
        }
      }
      expect(unknown).toBeLessThanOrEqual(2);
      if (point === 'before its line') expect(unknown).toBe(0);
    },
  );
});
