import type { NetworkContract } from '../../shared/contracts/network.ts';
import type { Handlers } from '../../shared/rpc/server.ts';
import { fetchImage, type ImageOptions } from './images.ts';
import type { Pauses } from './resilience/pauses.ts';
import { postUnsubscribe } from './unsubscribe.ts';

type OutsideCall = 'image.fetch' | 'list.unsubscribe';

/** What is asked of servers that are no account's, because a person said so: no session, cookie or sign-in goes along. */
export function createOutsideCalls(
  options: ImageOptions,
  pauses: Pauses,
): Pick<Handlers<NetworkContract>['calls'], OutsideCall> {
  const mayAsk = (url: string) => {
    const pause = pauses.of(URL.canParse(url) ? new URL(url).origin : '');
    if (pause.isOn()) throw pause.failure();
  };
  return {
    async 'image.fetch'({ url }, { signal }) {
      mayAsk(url);
      return await fetchImage(options, url, signal);
    },
    async 'list.unsubscribe'({ url }, { signal }) {
      mayAsk(url);
      return await postUnsubscribe(options, url, signal);
    },
  };
}
