import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { PACE_MOST } from '../../../electron/network/resilience/pace.ts';
import type { BodyResult } from '../../../shared/contracts/network.ts';
import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { DRAFT } from '../../unit/compose/drafts.ts';
import { accountId, startAlex } from './alex.ts';
import { collect, failureOf, type TestNetwork } from './network.ts';

/** What every server is asked, by each of its sign-ins. */
const SERVERS = [
  { personality: '2000', auths: ['basic', 'ntlm', 'none'] },
  { personality: '2003', auths: ['basic', 'ntlm', 'forms', 'none'] },
  { personality: '2007', auths: ['basic', 'ntlm', 'forms', 'none'] },
  // Its mail goes out by SMTP, which another test sees to.
  { personality: 'rfc4918', auths: ['basic', 'ntlm', 'none'] },
] as const;
const CASES = SERVERS.flatMap(({ personality, auths }) => auths.map((auth) => ({ personality, auth })));
/** All cases together stay under 40 s. */
const CASE_MS = 10_000;

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function start(which: (typeof CASES)[number], user = 'alex', password = 'secret') {
  const alex = await startAlex(which, { projects: 1, user, password });
  open.push(alex);
  return alex;
}
async function folderNamed(net: TestNetwork, name: string): Promise<string> {
  const { items } = await collect(net.network.stream('folders.list', { accountId }));
  return items.find((each) => each.name === name)?.href ?? '';
}
async function rows({ network }: TestNetwork, folder: string) {
  const page = { accountId, folder, from: FIRST_PAGE, rows: 50 };
  return (await collect(network.stream('messages.page', page))).items;
}
async function send({ network }: TestNetwork): Promise<OutgoingView['state']['kind']> {
  const id = randomBytes(16).toString('hex');
  const ended = new Promise<OutgoingView['state']['kind']>((resolve) => {
    network.onEvent('outgoing', ({ list }) => {
      const kind = list.find((each) => each.id === id)?.state.kind;
      if (kind === 'done' || kind === 'blocked') resolve(kind);
    });
  });
  const draft = { ...DRAFT, id, accountId, to: [{ name: 'Alex', address: 'alex@example.com' }] };
  await network.call('draft.save', { draft, refused: NONE_REFUSED, open: true, touched: true });
  await network.call('draft.send', { id, sendAt: Date.now(), anyway: false });
  return await ended;
}
function textOf(body: BodyResult): string {
  return body.kind === 'mime' ? new TextDecoder().decode(body.bytes) : JSON.stringify(body);
}
/** Answers that refuse, or challenge. */
const refusals = ({ journal }: MockExchange) => journal.filter(({ status }) => status === 401).length;

describe.each(CASES)('$personality, signed in by $auth', (which) => {
  it(
    'lists, reads, marks, moves, deletes and sends',
    async () => {
      const { net, form } = await start(which);
      const report = await net.service.check({ name: 'Alex', ...form }, new AbortController().signal);
      expect(report.failure).toBeNull();
      const inbox = await folderNamed(net, 'Inbox');
      const projects = await folderNamed(net, 'Projects');
      const [first, second, third] = await rows(net, inbox);
      if (!first || !second || !third) throw new Error('not three letters');
      const body = await net.network.call('message.body', { accountId, item: first, size: 2000 });
      expect(textOf(body)).toContain('Letter');
      const mark = { kind: 'read', read: !first.read } as const;
      const flags = { accountId, folder: inbox, items: [first], mark };
      expect(await net.network.call('flags.mark', flags)).toMatchObject([{ failure: null }]);
      const moved = await net.network.call('messages.move', {
        accountId,
        folder: inbox,
        items: [second],
        target: projects,
      });
      expect(moved).toMatchObject([{ failure: null }]);
      const removed = await net.network.call('messages.remove', { accountId, folder: inbox, items: [third] });
      expect(removed).toMatchObject([{ failure: null }]);
      const left = await rows(net, inbox);
      expect(left.map(({ subject, read }) => [subject, read])).toEqual([[first.subject, !first.read]]);
      expect(await rows(net, projects)).toHaveLength(2);
      if (which.personality !== 'rfc4918') expect(await send(net)).toBe('done');
    },
    CASE_MS,
  );
});

describe.each(CASES.filter(({ auth }) => auth === 'ntlm'))('NTLM on $personality', (which) => {
  it(
    'tries a wrong password once, and sends nothing after that',
    async () => {
      const { net, mock } = await start(which, 'EXAMPLE\\alex', 'wrong');
      expect((await failureOf(folderNamed(net, 'Inbox'))).kind).toBe('unauthorized');
      // Basic unasked, the two that carry the proof, and nothing else.
      expect(refusals(mock)).toBe(3);
      const heard = mock.journal.length;
      expect((await failureOf(folderNamed(net, 'Inbox'))).kind).toBe('unauthorized');
      expect(mock.journal).toHaveLength(heard);
    },
    CASE_MS,
  );

  it(
    'shows the proof once where the line breaks before the server said what it thinks of it',
    async () => {
      const { net, mock } = await start(which, 'alex', 'wrong');
      const proof = { headers: { authorization: 'NTLM TlRMTVNTUAAD*' } };
      mock.faults.add({ id: 'cut', where: proof, step: 'before-read', what: { kind: 'reset' } });
      expect((await failureOf(folderNamed(net, 'Inbox'))).kind).toBe('interrupted');
      const heard = mock.journal.length;
      expect((await failureOf(folderNamed(net, 'Inbox'))).sentence).toContain('does not show it again');
      expect(mock.journal).toHaveLength(heard);
    },
    CASE_MS,
  );

  it(
    'signs in again where the server has ended the session, once for a connection',
    async () => {
      const { net, mock } = await start(which, 'alex@example.com');
      const inbox = await folderNamed(net, 'Inbox');
      expect(await rows(net, inbox)).toHaveLength(3);
      expect(await rows(net, inbox)).toHaveLength(3);
      const quiet = refusals(mock);
      expect(await rows(net, inbox)).toHaveLength(3);
      // The connections are kept.
      expect(refusals(mock)).toBe(quiet);
      mock.faults.add({ id: 'end', where: { nth: 1 }, step: 'before-read', what: { kind: 'sign-out' } });
      expect(await rows(net, inbox)).toHaveLength(3);
      // For each of two connections (six of a plain server at most): that it is not signed in any more, and the challenge.
      const heard = refusals(mock) - quiet;
      expect(heard).toBeGreaterThan(0);
      expect(heard).toBeLessThanOrEqual(which.personality === 'rfc4918' ? 2 * PACE_MOST : 4);
    },
    CASE_MS,
  );
});
