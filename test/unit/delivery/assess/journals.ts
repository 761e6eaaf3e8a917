import type { Failure } from '../../../../shared/errors.ts';
import type { Block, Purpose, Step, StepOf } from '../../../../shared/delivery/steps.ts';
import { HOUR, NOW } from './made.ts';

const START = NOW - 3 * HOUR;

/** The first line of a message that was to leave three hours ago. */
export function spooled(name = 'offer', bytes = 4000): StepOf<'spooled'> {
  return {
    kind: 'spooled',
    at: START,
    format: 1,
    account: { id: 'work', url: 'https://mail.example.com/exchange/alex/', user: 'alex' },
    messageId: `<${name}@example.com>`,
    subject: name,
    from: 'alex@example.com',
    recipients: ['bo@example.com'],
    hidden: [],
    bytes,
    sha256: '0'.repeat(64),
    sendAt: START,
  };
}

export function failure(kind: Failure['kind'], status?: number): Failure {
  return { kind, sentence: 'It failed.', ...(status === undefined ? {} : { status }) };
}

/** A request and its end; so many minutes after the start. */
export function tried(
  purpose: Purpose,
  verdict: StepOf<'answered'>['verdict'],
  failed: Failure | null,
  minute = 1,
): readonly Step[] {
  const at = START + minute * 60_000;
  const path = '/exchange/alex/Drafts/offer.EML';
  const method = purpose === 'submit' ? 'MOVE' : 'PUT';
  return [
    { kind: 'asked', at, request: minute, purpose, method, path },
    {
      kind: 'answered',
      at,
      request: minute,
      verdict,
      status: failed?.status ?? null,
      ms: 5,
      failure: failed,
    },
  ];
}

/** A request that is under way, or was when the program ended. */
export function asked(purpose: Purpose, at: number): Step {
  return { kind: 'asked', at, request: 1, purpose, method: 'MOVE', path: '/exchange/alex/Drafts/offer.EML' };
}

export function waits(failed: Failure, until = NOW + HOUR): Step {
  return { kind: 'waits', at: START + HOUR, until, tries: 2, failure: failed };
}

export function blocked(block: Block, failed: Failure | null = null): Step {
  return { kind: 'blocked', at: START + HOUR, block, failure: failed };
}

/** A message that went out two hours ago, copy and all. */
export function delivered(name: string): readonly Step[] {
  return [
    spooled(name),
    ...tried('upload', 'done', null, 59),
    ...tried('submit', 'done', null, 60),
    { kind: 'filed', at: START + HOUR, by: 'server' },
  ];
}
