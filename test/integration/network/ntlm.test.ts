import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { PACE_MOST } from '../../../electron/network/resilience/pace.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { accountId, startAlex } from './alex.ts';
import { collect, failureOf, type TestNetwork } from './network.ts';

const CASES = ['2000', '2003', '2007', 'rfc4918'] as const;
/** All cases together stay under 40 s. */
const CASE_MS = 10_000;

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function start(personality: (typeof CASES)[number], user = 'alex', password = 'secret') {
  const alex = await startAlex({ personality, auth: 'ntlm' }, { projects: 1, user, password });
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
/** Answers that refuse, or challenge. */
const refusals = ({ journal }: MockExchange) => journal.filter(({ status }) => status === 401).length;

describe.each(CASES)('NTLM on %s', (which) => {
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
      expect(heard).toBeLessThanOrEqual(which === 'rfc4918' ? 2 * PACE_MOST : 4);
    },
    CASE_MS,
  );
});
