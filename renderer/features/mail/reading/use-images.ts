import { useState } from 'react';
import type { InlineImage } from '../../../../shared/contracts/engine.ts';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** Remote images of one message, loaded when asked for and kept while it is shown. */
export function useImages() {
  const say = useSay();
  const { engine } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const [loaded, setLoaded] = useState<ReadonlyMap<string, InlineImage>>(new Map());
  const [loading, setLoading] = useState(false);

  const load = async (urls: readonly string[]) => {
    if (urls.length === 0 || loading) return;
    setLoading(true);
    try {
      const answers = await engine.call('images.load', { urls });
      setLoaded(
        new Map([...loaded, ...answers.flatMap(({ url, image }) => (image ? [[url, image] as const] : []))]),
      );
      const failed = answers.filter(({ image }) => image === null);
      const reason = failed.find(({ failure }) => failure)?.failure;
      const what = say('{count, plural, one {# image} other {# images}} could not be loaded.', {
        count: failed.length,
      });
      if (failed.length > 0) notify(reason ? `${what} ${sayTold(reason, say)}` : what);
    } catch (thrown) {
      tellFailure(thrown);
    } finally {
      setLoading(false);
    }
  };
  return { loaded, loading, load };
}
