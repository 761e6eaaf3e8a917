import type { StreamedBody } from '../../../shared/contracts/network.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { MessageReaders } from './readers.ts';

/**
 * What is known of a message while it comes, at most every half second, and at last all of it. `whole` is the end of
 * its transfer; its failure is this one's. Leaving the loop stops the telling only.
 */
export async function* tellMessage(
  readers: MessageReaders,
  id: string,
  whole: Promise<unknown>,
  clock: Clock,
): AsyncGenerator<readonly StreamedBody[], null, void> {
  let isOver = false;
  let hasNews = true;
  let wake: () => void = () => undefined;
  const news = () => {
    hasNews = true;
    wake();
  };
  const stop = readers.onChange(id, news);
  const over = whole.finally(() => {
    isOver = true;
    wake();
  });
  over.catch(() => undefined); // thrown below, once the loop has seen that it is over
  try {
    while (!isOver) {
      if (hasNews) {
        hasNews = false;
        const body = await readers.body(id);
        if (body && body.files.length > 0 && !body.complete) yield [body];
        await Promise.race([new Promise<void>((resolve) => clock.after(LIMITS.streamTellMs, resolve)), over]);
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
    await over;
    const body = await readers.body(id);
    if (body) yield [body];
    return null;
  } finally {
    stop();
  }
}
