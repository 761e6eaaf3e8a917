import type { EngineContract } from '../../shared/contracts/engine.ts';
import { toFailure } from '../../shared/errors.ts';
import type { Network } from './network-link.ts';

type Loaded = EngineContract['calls']['images.load']['result'];

/** Images fetched at once: enough for a newsletter, few enough for a small server. */
const AT_ONCE = 4;

/** Fetches remote images that the person allowed. A failed one is a value: the others are shown. */
export async function loadImages(
  network: Network,
  urls: readonly string[],
  signal: CallSignal,
): Promise<Loaded> {
  const results: Loaded[number][] = [];
  for (let at = 0; at < urls.length; at += AT_ONCE) {
    const some = urls.slice(at, at + AT_ONCE);
    results.push(...(await Promise.all(some.map((url) => loadOne(network, url, signal)))));
  }
  return results;
}

type CallSignal = NonNullable<NonNullable<Parameters<Network['call']>[2]>['signal']>;

async function loadOne(network: Network, url: string, signal: CallSignal): Promise<Loaded[number]> {
  try {
    const { mimeType, bytes } = await network.call('image.fetch', { url }, { signal });
    return { url, image: { contentId: '', mimeType, bytes }, failure: null };
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind === 'cancelled') throw thrown;
    return { url, image: null, failure };
  }
}
