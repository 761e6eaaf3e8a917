import { afterEach, describe, expect, it } from 'vitest';
import { collect, failureOf, startNetwork, type TestNetwork } from './network.ts';
import {
  answer,
  multistatus,
  type Received,
  type ScriptedServer,
  startScriptedServer,
} from './scripted-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const accountId = 'a';
const INBOX = '/exchange/alex/Innboks';
const refusal = () => answer(401, 'Sign in.', { 'www-authenticate': 'Basic realm="x"' });
const sound = ({ method }: Received) => (method === 'GET' ? answer(200, 'x') : multistatus(''));

/** Requests that a list takes when all goes well. */
const LIST = 2;
const list = (net: TestNetwork, signal?: AbortSignal) =>
  collect(net.network.stream('messages.unread', { accountId, folder: INBOX }, signal ? { signal } : {}));

/** An account that has been read from once. */
async function signedIn(): Promise<{ server: ScriptedServer; net: TestNetwork; since: () => Received[] }> {
  const server = await startScriptedServer(sound);
  const net = await startNetwork();
  open.push(net, server);
  const url = `${server.origin}/exchange/alex/`;
  net.service.setAccounts([{ id: accountId, url, user: 'alex', password: 'secret', demo: false }]);
  await list(net);
  const before = server.received.length;
  return { server, net, since: () => server.received.slice(before) };
}

/** Answers the first so many requests with 401. */
function forgets(server: ScriptedServer, times: number): void {
  let left = times;
  server.script((request) => ((left -= 1) >= 0 ? refusal() : sound(request)));
}

describe('a 401 after sign-in has worked', () => {
  it('is asked once more, with the same request, and all goes on', async () => {
    const { server, net, since } = await signedIn();
    forgets(server, 1);
    await list(net);
    const [first, second] = since();
    expect(since()).toHaveLength(1 + LIST);
    expect(second).toEqual(first);
    expect(second?.headers.get('authorization')).toMatch(/^Basic /);
    forgets(server, 1);
    await list(net);
    expect(since()).toHaveLength(2 * (1 + LIST));
  });

  it('and again is a refusal: nothing more is sent', async () => {
    const { server, net, since } = await signedIn();
    server.script(refusal);
    const failure = await failureOf(list(net));
    expect(failure).toMatchObject({ kind: 'unauthorized', status: 401 });
    expect(failure.sentence).toMatch(
      /not accept this name and password any more \(401\)\. .* asked once more/,
    );
    expect(since()).toHaveLength(2);
    server.script(sound);
    expect((await failureOf(list(net))).kind).toBe('unauthorized');
    expect(since()).toHaveLength(2);
  });

  it('on several requests at once is found out about by one of them', async () => {
    const { server, net, since } = await signedIn();
    server.script(refusal);
    const kinds = await Promise.all([1, 2, 3, 4].map(async () => (await failureOf(list(net))).kind));
    expect(new Set(kinds)).toEqual(new Set(['unauthorized']));
    // Two were under way; a directory that counts wrong tries counts three.
    expect(since().length).toBeLessThanOrEqual(3);
  });

  it('on several requests at once loses none of them when it was a hiccup', async () => {
    const { server, net, since } = await signedIn();
    forgets(server, 2);
    await Promise.all([1, 2, 3, 4].map(() => list(net)));
    expect(since()).toHaveLength(2 + 4 * LIST);
  });

  it('holds up others while it is asked again, and they can be cancelled', async () => {
    const { server, net, since } = await signedIn();
    let answerAgain: (() => void) | null = null;
    server.script((request, socket) => {
      if (since().length === 1) return refusal();
      if (since().length > 2) return sound(request);
      answerAgain = () => void socket.write(sound(request));
    });
    const first = list(net);
    await expect.poll(() => answerAgain).not.toBeNull();
    const abort = new AbortController();
    const cancelled = failureOf(list(net, abort.signal));
    const patient = list(net);
    abort.abort();
    expect((await cancelled).kind).toBe('cancelled');
    expect(since()).toHaveLength(2);
    (answerAgain as (() => void) | null)?.();
    await Promise.all([first, patient]);
    expect(since()).toHaveLength(1 + 2 * LIST);
  });

  it('on a change is never asked again', async () => {
    const { server, net, since } = await signedIn();
    server.script(refusal);
    const items = [{ href: `${INBOX}/a.EML`, permanentUrl: null }];
    const [result] = await net.network.call('flags.mark', {
      accountId,
      folder: INBOX,
      items,
      mark: { kind: 'read', read: true },
    });
    expect(result?.failure).toMatchObject({ kind: 'forbidden', status: 401 });
    expect(since()).toHaveLength(1);
    server.script(sound);
    await list(net);
  });
});
