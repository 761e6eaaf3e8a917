import { expect, it } from 'vitest';
import { asksForLists, createAskFields } from '../../../renderer/engine/ask-fields.ts';
import type { SyncDeps } from '../../../renderer/engine/sync-deps.ts';
import { NO_FILING, type Rule } from '../../../shared/filing/filing.ts';
import { folder, INBOX, mail } from '../window/support/fake-services.ts';

const FOLDERS = [folder(INBOX, 'inbox')];

/** A server that answers when it is told to, and a clock that stands until it is moved. */
function begin() {
  const abort = new AbortController();
  const titles: string[] = [];
  let calls = 0;
  let pass = () => {};
  const call = (_method: string, _args: unknown, { signal }: { readonly signal: AbortSignal }) => {
    calls += 1;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')));
    });
  };
  const wait = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      pass = resolve;
      signal.addEventListener('abort', () => resolve());
    });
  const deps = {
    accountId: 'a',
    network: { call },
    clock: { wait, now: () => 0 },
    log: async ({ title }: { readonly title: string }) => void titles.push(title),
    signal: abort.signal,
  } as unknown as SyncDeps;
  return { ask: createAskFields(deps), titles, abort, calls: () => calls, pass: () => pass() };
}

it('a server that is silent is not waited for any longer, and not asked again in that run', async () => {
  const { ask, titles, calls, pass } = begin();
  const answer = ask([mail(1), mail(2)], FOLDERS);
  pass();
  expect([...(await answer)]).toEqual([]);
  expect([...(await ask([mail(3)], FOLDERS))]).toEqual([]);
  expect(calls()).toBe(1);
  expect(titles).toEqual(['Mailing lists of new mail are not known']);
});

it('where the work of the account ends nothing is judged and nothing is said', async () => {
  const { ask, titles, abort } = begin();
  const answer = ask([mail(1)], FOLDERS);
  abort.abort();
  await expect(answer).rejects.toThrow('stopped');
  expect(titles).toEqual([]);
});

it('is worth asking where a list, or a rule about lists, is in force', () => {
  const list = { id: 'l', name: 'L', on: true, address: 'l@example.com', listId: '', actions: [] };
  const condition = { on: 'list', how: 'is', text: 'l.example.com' } as const;
  const rule: Rule = { id: 'r', name: 'R', on: true, match: 'all', conditions: [condition], actions: [] };
  expect(asksForLists(NO_FILING)).toBe(false);
  expect(asksForLists({ ...NO_FILING, lists: [list] })).toBe(true);
  expect(asksForLists({ ...NO_FILING, lists: [{ ...list, on: false }] })).toBe(false);
  expect(asksForLists({ ...NO_FILING, rules: [rule] })).toBe(true);
  expect(asksForLists({ ...NO_FILING, rules: [{ ...rule, on: false }] })).toBe(false);
  const other = { on: 'attachment', has: true } as const;
  expect(asksForLists({ ...NO_FILING, rules: [{ ...rule, conditions: [other] }] })).toBe(false);
});
