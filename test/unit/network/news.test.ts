import { expect, it, vi } from 'vitest';
import { systemClock } from '../../../electron/network/clock.ts';
import { createNews } from '../../../electron/network/exchange/news.ts';
import type { Session } from '../../../electron/network/session.ts';

it('an account that goes while its server is asked calls the question off', async () => {
  let asked: AbortSignal | null = null;
  const root = (signal: AbortSignal) =>
    new Promise<string>((_resolve, reject) => {
      asked = signal;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const news = createNews({ session: {} as Session, root, clock: systemClock });
  const told = news.follow('/Inbox/', new AbortController().signal).next();
  const refused = expect(told).rejects.toMatchObject({ failure: { kind: 'interrupted' } });
  await vi.waitFor(() => expect(asked).not.toBeNull());
  news.close();
  await refused;
  expect(asked).toMatchObject({ aborted: true });
});
