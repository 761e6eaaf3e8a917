import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Cue } from '../../../../shared/mail/cues/cue.ts';
import { Button } from '../../../components/button.tsx';
import { Strip } from '../../../components/strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { cueWords } from './cue-words.ts';

/** What may deceive in a message: the strongest sign, the others on demand. */
export function CueStrip({ cues }: { readonly cues: readonly Cue[] }) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const more = cues.length - 1;
  return (
    <Strip
      icon={TriangleAlert}
      label={say('Be careful with this message')}
      tone="warn"
      actions={
        more > 0 &&
        !all && (
          <Button
            kind="link"
            label={say('{count, plural, one {# more sign} other {# more signs}}', { count: more })}
            onPress={() => setAll(true)}
          />
        )
      }
    >
      <b>{say('Be careful.')}</b>{' '}
      {(all ? cues : cues.slice(0, 1)).map((cue, index) => (
        <span key={index} className="strip-line">
          {cueWords(cue, say)}
        </span>
      ))}
    </Strip>
  );
}
