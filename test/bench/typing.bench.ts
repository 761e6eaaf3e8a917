import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { folderIdOf } from '../../renderer/store/rows.ts';
import { composer } from '../app/composing.ts';
import { addAccount, type Retinue } from '../app/launch.ts';
import { type Bench, type Comparison, spread } from './lib/bench.ts';
import { LARGE_PATH, largeServer } from './lib/large-mailbox.ts';
import { accountId, started, until } from './lib/large-window.ts';
import { scriptOf } from './lib/window/bundle.ts';
import type {} from './lib/window/probe.ts';
import type {} from './lib/window/typing.ts';

const MESSAGES = 50_000;
/** A fast writer: 100 words a minute. */
const PAUSE_MS = 120;
const TEXT =
  'The crane is free on Tuesday from nine; bring the drawings of the quay, both revisions, please. '.repeat(
    2,
  );
const PATIENCE_MS = 900_000;

/**
 * How long a key waits in the composer, from the key to the frame that shows its letter, while a mailbox of 50,000 messages
 * is listed, its bodies are fetched ahead and the search index is built; beside it the same composer when all of that is
 * done.
 */
export const typing: Bench = {
  name: 'typing',
  title: `typing while ${MESSAGES} messages are fetched, written and indexed`,
  isLong: true,
  async run(context) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
    const server = await largeServer(MESSAGES);
    const retinue = await started(context, path.join(folder, 'retinue'));
    try {
      await addAccount(retinue, server, 'file');
      return await measured(retinue);
    } finally {
      await retinue.close();
      await server.mock.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  },
};

async function measured(retinue: Retinue): Promise<readonly Comparison[]> {
  const { page } = retinue;
  const folderId = folderIdOf(await accountId(retinue), LARGE_PATH);
  const rows = () => page.evaluate(() => window.probe.count('messages'));
  const isListed = () => page.evaluate((id) => window.probe.complete(id), folderId);
  await until(page, async () => (await rows()) > 500, 'the first rows', PATIENCE_MS);
  const draft = await composer(retinue, () => page.keyboard.press('Control+N'));
  await draft.evaluate(await scriptOf('typing.ts'));
  const busy = await typed(draft);
  if (await isListed())
    throw new Error('the mailbox was listed before the text was written: too few messages');
  await until(page, isListed, 'all rows', PATIENCE_MS);
  const isIndexed = async () => (await page.evaluate(() => window.probe.count('marks'))) === 0;
  await until(page, isIndexed, 'the search index', PATIENCE_MS);
  const quiet = await typed(draft);
  const peer = 'the same when nothing else is done';
  return spread(`a key while ${MESSAGES} messages are listed and indexed${slow(busy)}`, busy, peer, quiet);
}

const slow = (times: readonly number[]) =>
  ` (${times.filter((ms) => ms > 50).length} of ${times.length} over 50 ms)`;

async function typed(draft: Page): Promise<readonly number[]> {
  await draft.getByRole('textbox', { name: 'Message text' }).click();
  await draft.evaluate(() => window.typing.start());
  await draft.keyboard.type(TEXT, { delay: PAUSE_MS });
  await draft.waitForTimeout(500);
  return draft.evaluate(() => window.typing.stop());
}
