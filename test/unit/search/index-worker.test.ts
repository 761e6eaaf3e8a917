import { expect, test, vi } from 'vitest';
import { systemClock } from '../../../renderer/engine/clock.ts';
import { indexHandlers } from '../../../renderer/engine/search/index-contract.ts';
import { type IndexWorker, openIndexIn } from '../../../renderer/engine/search/index-worker.ts';
import { startSearch } from '../../../renderer/engine/search/search.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { serve } from '../../../shared/rpc/server.ts';
import { webTransport } from '../../../shared/rpc/transports.ts';
import { memoryIndex } from '../../helpers/memory-index.ts';
import { freshDatabase } from '../engine/bench.ts';

/** A worker that answers until it fails, and says nothing from then on. */
async function fakeWorker() {
  const { port1, port2 } = new MessageChannel();
  serve(
    webTransport(port1),
    indexHandlers(Promise.resolve(await memoryIndex()), createInTurn()),
    (_, args) => args,
  );
  let onError: (event: { readonly message: string }) => void = () => {};
  const listen = (type: string, listener: (event: never) => void) => {
    if (type === 'error') onError = listener as typeof onError;
    else port2.addEventListener(type, listener as unknown as EventListener);
    port2.start();
  };
  const terminate = vi.fn(() => port1.close());
  const worker: IndexWorker = {
    postMessage: (message) => port2.postMessage(message),
    addEventListener: listen,
    terminate,
  };
  const mute = () => port1.close();
  return { worker, terminate, mute, fail: (message: string) => onError({ message }) };
}
const gone = {
  failure: { kind: 'unsupported', sentence: expect.stringMatching(/cannot search.*Start Retinue again/) },
};

test('a worker that fails later leaves nobody waiting, and is ended', async () => {
  const { worker, terminate, mute, fail } = await fakeWorker();
  const index = await openIndexIn(worker);
  expect(await index.count()).toBe(0);
  mute();
  const asked = index.count();
  fail('out of memory');
  await expect(asked).rejects.toMatchObject({ failure: { ...gone.failure, detail: 'out of memory' } });
  await expect(index.count()).rejects.toMatchObject(gone);
  expect(terminate).toHaveBeenCalledTimes(1);
});

test('a worker that does not start is said', async () => {
  const { worker, mute, fail } = await fakeWorker();
  mute();
  const opening = openIndexIn(worker);
  fail('');
  await expect(opening).rejects.toMatchObject({
    failure: { ...gone.failure, detail: 'the search worker did not start' },
  });
});

test('a search whose worker failed says so, once in the log as well', async () => {
  const { worker, mute, fail } = await fakeWorker();
  const logged: string[] = [];
  const log = async ({ title }: { readonly title: string }) => void logged.push(title);
  const open = () => openIndexIn(worker);
  const search = startSearch({
    database: freshDatabase(),
    clock: systemClock(),
    log,
    open,
    newName: () => 's',
  });
  const term = { kind: 'words' as const, text: 'qu', phrase: false, where: 'anywhere' as const };
  const find = () => search.find({ clauses: [{ term, not: false }], accountId: null, limit: 1 });
  await find();
  mute();
  fail('out of memory');
  await expect(find()).rejects.toMatchObject(gone);
  await vi.waitFor(() => expect(logged).toEqual(['Search does not work']), { timeout: 10_000 });
  await expect(find()).rejects.toMatchObject(gone);
  await search.stop().catch(() => undefined);
});
