import { PackageOpen, TriangleAlert } from 'lucide-react';
import type { Failure } from '../../../../shared/errors.ts';
import { Button } from '../../../components/button.tsx';
import { Strip } from '../../../components/strip.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/**
 * What is shown is not the whole message. A server that failed to prepare it (500, KB 329067) is not asked again by
 * itself: each try makes it convert everything once more.
 */
export function WholeStrip({
  refused,
  isListed,
  disabled,
  onPress,
}: {
  readonly refused: Failure | null;
  /** Its attachments are listed by themselves. */
  readonly isListed: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
}) {
  const say = useSay();
  return (
    <Strip
      icon={refused ? TriangleAlert : PackageOpen}
      label={say('Not the whole message')}
      actions={
        <Button
          kind="link"
          label={refused ? say('Try the whole message again') : say('Fetch the whole message')}
          disabled={disabled}
          onPress={onPress}
        />
      }
    >
      {refused && <Refusal sentence={sayTold(refused, say)} />}
      {isListed
        ? say('Retinue shows its text; the attachments are fetched one by one.')
        : say('Retinue shows its text. Attachments, if it has any, come with the whole message only.')}
    </Strip>
  );
}

/** What happened stands out; what was done about it follows. */
function Refusal({ sentence }: { readonly sentence: string }) {
  const [what = '', ...rest] = sentence.split(/(?<=\.) /);
  return (
    <>
      <b>{what}</b> {rest.map((part) => `${part} `)}
    </>
  );
}
