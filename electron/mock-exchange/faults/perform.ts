import { assertNever } from '../../../shared/errors.ts';
import type { World } from '../http/call.ts';
import { HungUp } from '../http/hung-up.ts';
import type { Line } from '../http/line.ts';
import { type Reply, sentence } from '../http/reply.ts';
import type { Knock } from '../sign-in/sign-in.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Strike } from './engine.ts';
import { Instead } from './instead.ts';
import { delayOf } from './pace.ts';
import { garbageBytes, loginPage, redirectReply, statusReply } from './replies.ts';

/** What a fault may touch. */
export interface Stage {
  readonly world: World;
  readonly line: Line;
  readonly knock: Knock;
  /** Who is signed in, or whom the path names where nobody is yet. */
  readonly caller: Mailbox | null;
}

/**
 * Carries out strikes while no byte of the answer is out. Returns where the request goes on; throws `Instead` with the
 * answer that the fault gives, or `HungUp` where the connection ended.
 */
export async function perform(strikes: readonly Strike[], stage: Stage): Promise<void> {
  for (const strike of strikes) await performOne(strike, stage);
}

async function performOne({ what, rule, random }: Strike, stage: Stage): Promise<void> {
  const { line } = stage;
  switch (what.kind) {
    case 'latency':
      return line.sleep(delayOf(what.latency, random));
    case 'stall':
      return what.ms === undefined ? line.silence() : line.sleep(what.ms);
    case 'reset':
      return line.reset();
    case 'half-close':
    case 'drop-reply':
      return line.halfClose();
    case 'garbage':
      await line.raw(garbageBytes(random));
      return line.halfClose();
    case 'crash-worker':
      return crash(stage, rule.title ?? rule.id);
    case 'status':
      throw new Instead(statusReply(what));
    case 'redirect':
      throw new Instead(redirectReply(what));
    case 'login-page':
      throw new Instead(loginPage());
    case 'sign-out':
      throw new Instead(await signOut(stage));
    case 'bandwidth':
    case 'dribble':
    case 'truncate':
    case 'pad':
    case 'wrong-content-range':
    case 'early-range':
    case 'ignore-range':
    case 'status-200-for-range':
    case 'ignore-if-range':
    case 'change-entity':
    case 'weak-etag':
    case 'drop-validators':
    case 'gzip':
    case 'malformed-xml':
    case 'drop-commit':
      return;
    default:
      return assertNever(what);
  }
}

/** The worker process ends, and every connection with it. */
export function crash({ world }: Pick<Stage, 'world'>, cause: string): never {
  world.worker.crash(`Asked for by the fault rule "${cause}".`);
  throw new HungUp();
}

/** Ends the caller's sessions and gives the answer that somebody gets who has none: 440 under forms, 401 else. */
export async function signOut({ world, knock, caller }: Stage): Promise<Reply> {
  if (caller) world.signIn.endSessions(caller);
  const { authorization: _authorization, cookie: _cookie, ...headers } = knock.headers;
  // Another connection: NTLM signs connections in, and this one may be.
  const admission = await world.signIn.admit({ ...knock, headers, connection: {} });
  if (admission.kind === 'reply') return admission.reply;
  return sentence(401, 'The session has ended.', { 'WWW-Authenticate': 'Basic realm="mail.example.com"' });
}
