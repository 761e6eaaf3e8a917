import { ImageOff, Info, Moon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Strip } from '../../../components/strip.tsx';
import { useKeyOf } from '../../../hooks/use-key-of.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { BlockedImages } from '../safe-html/images.ts';
import { sayTold, type Told } from '../../../../shared/language/told.ts';

export interface ImagesStripProps {
  readonly blocked: BlockedImages;
  readonly loading: boolean;
  readonly onLoad: () => void;
  /** What can be done about turned colours, where they are turned. */
  readonly colours: ReactNode;
}

/** Images that were not fetched. */
export function ImagesStrip({ blocked, loading, onLoad, colours }: ImagesStripProps) {
  const say = useSay();
  const keyOf = useKeyOf();
  return (
    <Strip
      icon={ImageOff}
      label={say('Blocked images')}
      actions={
        <>
          {colours}
          <Button
            kind="link"
            label={loading ? say('Loading…') : say('Load once')}
            disabled={loading}
            onPress={onLoad}
            tip={keyOf('load-images')}
          />
        </>
      }
    >
      <b>
        {say('{count, plural, one {# remote image} other {# remote images}} blocked.', {
          count: blocked.count,
        })}
      </b>{' '}
      {say('Nothing was fetched from {count, plural, one {# site} other {# sites}}.', {
        count: blocked.sites.length,
      })}
    </Strip>
  );
}

/** Colours that were turned for the dark theme. */
export function ColoursStrip({ colours }: { readonly colours: ReactNode }) {
  const say = useSay();
  return (
    <Strip icon={Moon} label={say('Adapted colours')} actions={colours}>
      {say('Colours are adapted to the dark theme.')}
    </Strip>
  );
}

/** White paper on the dark theme, because its person wants this sender's mail so. */
export function PaperStrip({ onForget }: { readonly onForget: () => void }) {
  const say = useSay();
  return (
    <Strip
      icon={Moon}
      label={say('Shown as sent')}
      actions={<Button kind="link" label={say('Adapt to the dark theme')} onPress={onForget} />}
    >
      {say('Mail of this sender is shown as it was sent.')}
    </Strip>
  );
}

/** The colours as they were sent: this once, or whenever this sender writes. */
export function AsSent({
  onPress,
  onAlways,
}: {
  readonly onPress: () => void;
  readonly onAlways: (() => void) | null;
}) {
  const say = useSay();
  const keyOf = useKeyOf();
  return (
    <>
      <Button kind="link" label={say('Show as sent')} onPress={onPress} tip={keyOf('show-as-sent')} />
      {onAlways && <Button kind="link" label={say('Always for this sender')} onPress={onAlways} />}
    </>
  );
}

/** One strip for all notes: the first is shown, the others on demand. */
export function NotesStrip({ notes }: { readonly notes: readonly Told[] }) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const more = notes.length - 1;
  return (
    <Strip
      icon={Info}
      label={say('Notes on this message')}
      actions={
        more > 0 &&
        !all && (
          <Button
            kind="link"
            label={say('{count, plural, one {# more note} other {# more notes}}', { count: more })}
            onPress={() => setAll(true)}
          />
        )
      }
    >
      {(all ? notes : notes.slice(0, 1)).map((note) => (
        <span key={note.sentence} style={{ display: 'block' }}>
          {sayTold(note, say)}
        </span>
      ))}
    </Strip>
  );
}
