import { useState } from 'react';
import type { InlineImage } from '../../../../shared/contracts/engine.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { plural } from '../../../components/format/numbers.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { useServices } from '../../../hooks/services.ts';

/** Remote images of one message, loaded when asked for and kept while it is shown. */
export function useImages() {
  const { engine } = useServices();
  const notify = useNotify();
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
      const reason = failed.find(({ failure }) => failure)?.failure?.sentence ?? '';
      if (failed.length > 0)
        notify(`${plural(failed.length, 'image', 'images')} could not be loaded. ${reason}`.trim());
    } catch (thrown) {
      notify(toFailure(thrown).sentence);
    } finally {
      setLoading(false);
    }
  };
  return { loaded, loading, load };
}
