import { ImageOff, Info, Moon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { plural } from '../../../components/format/numbers.ts';
import { Strip } from '../../../components/strip.tsx';
import type { BlockedImages } from '../safe-html/images.ts';

export interface StripsProps {
  readonly notes: readonly string[];
  readonly blocked: BlockedImages;
  readonly loading: boolean;
  readonly onLoad: () => void;
  /** Colours were turned for the dark theme. */
  readonly adapted: boolean;
  readonly onShowAsSent: () => void;
}

/** What a reader should know about a message before its text: blocked images, turned colours, faults. */
export function MessageStrips(props: StripsProps) {
  const { notes, blocked, adapted } = props;
  return (
    <>
      {blocked.count > 0 ? (
        <Strip
          icon={ImageOff}
          label="Blocked images"
          actions={
            <>
              {adapted && <AsSent onPress={props.onShowAsSent} />}
              <Button
                kind="link"
                label={props.loading ? 'Loading…' : 'Load once'}
                disabled={props.loading}
                onPress={props.onLoad}
                tip="Ctrl+Shift+I"
              />
            </>
          }
        >
          <b>{blockedWords(blocked.count)}</b>{' '}
          {`Nothing was fetched from ${plural(blocked.sites.length, 'site', 'sites')}.`}
        </Strip>
      ) : (
        adapted && (
          <Strip icon={Moon} label="Adapted colours" actions={<AsSent onPress={props.onShowAsSent} />}>
            Colours are adapted to the dark theme.
          </Strip>
        )
      )}
      <Notes notes={notes} />
    </>
  );
}

function AsSent({ onPress }: { readonly onPress: () => void }) {
  return <Button kind="link" label="Show as sent" onPress={onPress} tip="Ctrl+Shift+D" />;
}

function blockedWords(count: number): string {
  return `${plural(count, 'remote image', 'remote images')} blocked.`;
}

/** One strip for all notes: the first is shown, the others on demand. */
function Notes({ notes }: { readonly notes: readonly string[] }) {
  const [all, setAll] = useState(false);
  if (notes.length === 0) return null;
  const more = notes.length - 1;
  return (
    <Strip
      icon={Info}
      label="Notes on this message"
      actions={
        more > 0 &&
        !all && (
          <Button
            kind="link"
            label={more === 1 ? '1 more note' : `${more} more notes`}
            onPress={() => setAll(true)}
          />
        )
      }
    >
      {(all ? notes : notes.slice(0, 1)).map((note) => (
        <span key={note} style={{ display: 'block' }}>
          {note}
        </span>
      ))}
    </Strip>
  );
}
