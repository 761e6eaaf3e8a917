import { FileText } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { formatBytes } from '../../../components/format/numbers.ts';
import { Strip } from '../../../components/strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** The message's page is so large that its text is shown first. */
export function LargeStrip({ bytes, onShow }: { readonly bytes: number; readonly onShow: () => void }) {
  const say = useSay();
  return (
    <Strip
      icon={FileText}
      label={say('Very large page')}
      actions={<Button kind="link" label={say('Show the page')} onPress={onShow} />}
    >
      {say(
        'This message is a page of {size}. Retinue shows its text, so that the window does not stand still.',
        {
          size: formatBytes(bytes),
        },
      )}
    </Strip>
  );
}
