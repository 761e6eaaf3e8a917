import { FolderInput } from 'lucide-react';
import type { Verdict } from '../../../../shared/filing/judge.ts';
import { verdictWords } from '../../../../shared/filing/words.ts';
import { Button } from '../../../components/button.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { Strip } from '../../../components/strip.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useAccounts } from '../../../hooks/use-accounts.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { useDragging } from '../drag/drag-context.tsx';
import { namesOf, useFolderChoices } from './use-names.ts';

/** Says who put a message where it is and why, as long as it is there, and offers to put it back. */
export function FiledStrip({ row }: { readonly row: MessageRow }) {
  const { reader } = useServices();
  const filed = useLive(`filed ${row.id}`, () => reader.filed(row));
  const verdicts = filed?.decision?.verdicts ?? [];
  if (!filed || verdicts.length === 0 || filed.from === row.folderId) return null;
  return <Filed row={row} from={filed.from} verdicts={verdicts} />;
}

function Filed(props: {
  readonly row: MessageRow;
  readonly from: string;
  readonly verdicts: readonly Verdict[];
}) {
  const { row, from, verdicts } = props;
  const { reader, commands } = useServices();
  const { mover } = useDragging();
  const say = useSay();
  const folders = useLive('folders', () => reader.folders()) ?? [];
  const known = useAccounts();
  const accounts = known.state === 'known' ? known.list : [];
  const names = namesOf(accounts, useFolderChoices(accounts, folders));
  const isJunk = verdicts.some(({ effects }) => effects.some(({ kind }) => kind === 'junk'));
  const home = folders.find(({ id }) => id === from);
  return (
    <Strip
      icon={FolderInput}
      label={say('Filed by itself')}
      actions={
        isJunk ? (
          <Button kind="link" label={say('Not junk')} onPress={() => commands.send('not-junk')} />
        ) : (
          home && <Button kind="link" label={say('Put back')} onPress={() => mover().drop(home, [row.id])} />
        )
      }
    >
      <b>{isJunk ? say('In Junk.') : say('Filed here.')}</b>{' '}
      <Isolated text={verdicts.map((verdict) => verdictWords(say, verdict, names)).join(' ')} />
    </Strip>
  );
}
