import { expect, type Page, type Worker } from '@playwright/test';
import type { SearchResult } from '../../shared/contracts/engine.ts';
import { test } from './fixtures.ts';
import { addByForm, inboxOf, letter, serve } from './support.ts';

/** A message that no server has: it is in the index for as long as that is not built anew. */
const WITNESS = {
  facts: {
    id: 'witness|1',
    folderId: 'witness|f',
    nd: -1,
    sender: '',
    size: 1,
    read: true,
    flagged: false,
    hasAttachment: false,
  },
  words: { version: '1', subject: 'quetzalcoatl', from: '', to: '', files: '', text: null },
};

test('the index of words outlives the application and is not built again', async ({ start }) => {
  const server = await serve([await inboxOf([letter('Fenders for quay 4'), letter('Größenangaben')])]);
  try {
    const first = await start({ args: ['--no-demo'] });
    await addByForm(first, server);
    await expect.poll(() => found(first.page, 'fénd').catch(String), { timeout: 20_000 }).toBe(1);
    await ask(await workerNamed(first.page, 'search-worker-'), 'write', { put: [WITNESS], remove: [] });
    expect(await found(first.page, 'quetzal')).toBe(1);
    await first.close();

    const second = await start({ args: ['--no-demo'] });
    const again = () => found(second.page, 'fender').catch(String);
    await expect.poll(again, { timeout: 20_000 }).toBe(1);
    expect(await found(second.page, 'quetzal')).toBe(1);
  } finally {
    await server.mock.stop();
  }
});

async function found(page: Page, text: string): Promise<number> {
  const clauses = [{ term: { kind: 'words', text, phrase: false, where: 'anywhere' }, not: false }];
  const args = { clauses, accountId: null, limit: 10 };
  return ((await ask(await workerNamed(page, '/worker-'), 'search.find', args)) as SearchResult).total;
}

async function workerNamed(page: Page, name: string): Promise<Worker> {
  const running = () => page.workers().find((worker) => worker.url().includes(name));
  await expect.poll(running, { timeout: 10_000 }).toBeDefined();
  return running() as Worker;
}

/** A call as its page would make it; the answer is caught on its way out. */
function ask(worker: Worker, method: string, args: unknown): Promise<unknown> {
  return worker.evaluate(
    (call) =>
      new Promise((resolve, reject) => {
        const scope = globalThis as unknown as Pick<Worker, never> & {
          postMessage: (message: { id?: number; type: string; value?: unknown; failure?: unknown }) => void;
        };
        const post = scope.postMessage;
        scope.postMessage = (message) => {
          if (message.id !== 1e9) return post.call(globalThis, message);
          scope.postMessage = post;
          if (message.type === 'result') resolve(message.value);
          else reject(new Error(JSON.stringify(message.failure)));
        };
        // A worker that is not ready yet hears nothing.
        setTimeout(() => reject(new Error('no answer')), 3000);
        dispatchEvent(new MessageEvent('message', { data: { type: 'call', id: 1e9, ...call } }));
      }),
    { method, args },
  );
}
