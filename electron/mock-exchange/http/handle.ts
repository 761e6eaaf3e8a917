import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultSession } from '../faults/engine.ts';
import { bringsMessage, gatherFacts, messageFacts } from '../faults/gather.ts';
import { Instead } from '../faults/instead.ts';
import { perform, type Stage } from '../faults/perform.ts';
import { unavailable } from '../faults/replies.ts';
import { runShaped } from '../faults/shape.ts';
import { transformed } from '../faults/transform.ts';
import { faultyUpload } from '../faults/upload.ts';
import type { Journal } from '../journal/journal.ts';
import { stateOf } from '../journal/target-state.ts';
import { answer, type Incoming, withBanner } from './answer.ts';
import type { Call, Method, World } from './call.ts';
import { HungUp } from './hung-up.ts';
import { openLine } from './line.ts';
import { isLoopbackHost } from './loopback.ts';
import type { MethodFront } from './method-front.ts';
import { piecesOf, readBody } from './read-body.ts';
import { type Received, received, type Witness, writeDown } from './record.ts';
import { type Reply, sentence } from './reply.ts';
import { nothingSent, send } from './send.ts';
import { sightOf } from './sight.ts';

/** What the server needs of the one who starts it. `world` is asked anew at each request: scenarios replace it. */
export interface Serving {
  world(): World;
  readonly methods: ReadonlyMap<string, Method>;
  readonly journal: Journal;
}

/** One request from its head to its line in the journal. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly origin: string;
  readonly session: FaultSession;
  readonly stage: Stage;
  readonly body: Received;
  readonly item: string;
}

/** Answers a request, with its faults, and writes it down. Never rejects: what goes wrong ends its connection. */
export async function handle(
  serving: Serving,
  scheme: 'http' | 'https',
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const front = request.socket as unknown as MethodFront;
  const method = front.takeMethod() ?? request.method ?? '';
  response.once('close', () => front.answered());
  if (!(await isItsTurn(front, response))) return;
  const world = serving.world();
  const line = openLine(front, response, world);
  const sight = sightOf(world, request, method);
  const facts = gatherFacts(sight, request);
  const origin = `${scheme}://${request.headers.host ?? ''}`;
  const body = received(request);
  const knock = {
    connection: front,
    method,
    url: request.url ?? '/',
    path: sight.path,
    origin,
    headers: request.headers,
    body: () => Promise.resolve(Buffer.alloc(0)),
  };
  const stage: Stage = { world, line, knock, caller: sight.mailbox };
  const session = world.faults.begin(facts, bringsMessage(sight));
  const witness: Witness = {
    world,
    request,
    sight,
    facts,
    at: world.clock.now(),
    before: stateOf(sight.target),
    sent: nothingSent(),
    body,
    reply: null,
    isCut: false,
    mistake: null,
  };
  try {
    await exchange(
      { request, method, origin, session, stage, body, item: facts.item },
      serving.methods,
      witness,
    );
  } catch (thrown) {
    witness.isCut = true;
    if (!(thrown instanceof HungUp)) {
      witness.mistake = `The mock made a mistake. ${String(thrown)}`;
      front.destroy();
    }
  }
  line.release();
  // What was not read of a body must not stand before the next request.
  request.resume();
  // A scenario that was replaced in the meantime took its journal along.
  if (serving.world() === world) writeDown(serving.journal, witness, session.fired);
}

/**
 * Waits until the answers before this one are out: who pipelines a PUT and a GET reads what was put (RFC 9112 section
 * 9.3.2). False where the connection ended first.
 */
function isItsTurn(front: MethodFront, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const decide = () => {
      response.off('socket', decide);
      front.off('close', decide);
      resolve(response.socket !== null);
    };
    if (response.socket !== null || front.destroyed) return decide();
    response.once('socket', decide);
    front.once('close', decide);
  });
}

async function exchange(
  given: Exchange,
  methods: ReadonlyMap<string, Method>,
  witness: Witness,
): Promise<void> {
  const { session, stage, method, request } = given;
  const { world } = stage;
  const real = await truthfulAnswer(given, methods);
  witness.reply = real.reply;
  const shown = real.isAdmitted ? await afterCommit(given, real.reply) : real.reply;
  if (shown.unanswered === true) await stage.line.halfClose();
  await send(withBanner(world, shown, request.url), session, stage, witness.sent, method !== 'HEAD');
}

/** What the server answers before anything is done to the answer. */
async function truthfulAnswer(
  given: Exchange,
  methods: ReadonlyMap<string, Method>,
): Promise<{ readonly reply: Reply; readonly isAdmitted: boolean }> {
  const { request, method, origin, session, stage } = given;
  const { world } = stage;
  if (!isLoopbackHost(request.headers.host ?? '')) {
    const words = 'This server only answers to names of this machine in the Host header.';
    return { reply: sentence(403, words), isAdmitted: false };
  }
  if (world.worker.state !== 'running') return { reply: unavailable(), isAdmitted: false };
  let isAdmitted = false;
  const incoming: Incoming = {
    request,
    method,
    origin,
    beforeRead: () => perform(session.strikes('before-read'), stage),
    readBody: (limit) => {
      const pieces = isAdmitted && session.any ? faultyUpload(request, session, stage) : piecesOf(request);
      return readBody(given.body.through(pieces), Number(request.headers['content-length'] ?? 0), limit);
    },
    beforeBody: async () => {
      isAdmitted = true;
      session.admitted();
      await perform(session.strikes('after-headers'), stage);
    },
    run: (call, run) => runWithFaults(given, call, run),
  };
  return { reply: await answer(world, methods, incoming), isAdmitted };
}

async function runWithFaults(given: Exchange, call: Call, run: Method): Promise<Reply> {
  const { session, stage } = given;
  stage.line.checkCurrent();
  if (!session.any) return run(call);
  if (session.waitsForMessage) await learnMessage(given, call);
  return runShaped(call, run, session.shaping());
}

/** Rules that ask for the subject of an upload are judged when it was read: their earlier steps are now. */
async function learnMessage({ session, stage, item }: Exchange, call: Call): Promise<void> {
  session.learn(await messageFacts(call.body, item));
  for (const step of ['before-read', 'after-headers', 'mid-upload'] as const)
    await perform(session.strikes(step), stage);
}

/** The verb has run: its answer may be held back, changed or replaced, or never come. */
async function afterCommit({ session, stage }: Exchange, reply: Reply): Promise<Reply> {
  if (!session.any) return reply;
  try {
    await perform(session.strikes('after-commit-before-reply'), stage);
  } catch (thrown) {
    if (thrown instanceof Instead) return thrown.reply;
    throw thrown;
  }
  return transformed(reply, session.transforming());
}
