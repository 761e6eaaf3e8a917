import { Check, Flag } from 'lucide-react';
import type { MouseEvent } from 'react';
import { type FlagState, isComplete } from '../../../../shared/mail/follow-up.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { Dates } from '../../../components/format/dates.ts';
import { Icon } from '../../../components/icon.tsx';
import { useCommands } from '../../../hooks/services.ts';
import { useTip } from '../../../hooks/use-key-of.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { flagLook, flagWords } from './flag-words.ts';

/**
 * The flag of a row: filled while set, a tick when complete; otherwise there where the pointer, the cursor or the
 * selection is. The other button of the mouse opens what a flag can be.
 */
export function FlagButton({
  row,
  dates,
  onFlag,
}: {
  readonly row: MessageRow;
  readonly dates: Dates;
  readonly onFlag: (row: MessageRow) => void;
}) {
  const say = useSay();
  const tip = useTip();
  const commands = useCommands();
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    commands.send(`flag-menu ${event.clientX} ${event.clientY}`);
  };
  return (
    <button
      type="button"
      className="row-flag"
      tabIndex={-1}
      aria-pressed={row.flagged}
      aria-label={actName(row, dates, say)}
      title={row.flagged || isComplete(row) ? actName(row, dates, say) : tip(say('Flag'), 'flag')}
      data-look={flagLook(row, dates.today)}
      // The menu is of the selection: a press that opens it selects the row.
      onMouseDown={(event) => event.button === 0 && event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onContextMenu={openMenu}
      onClick={() => onFlag(row)}
    >
      <Icon of={isComplete(row) ? Check : Flag} size={14} />
    </button>
  );
}

/** What a press does, after what is so: "Flagged, due Friday. Remove flag". */
function actName(flag: FlagState, dates: Dates, say: Say): string {
  if (isComplete(flag)) return say('Complete. Flag again');
  if (!flag.flagged) return say('Flag');
  if (flag.followUp === undefined) return say('Remove flag');
  return say('{flag}. Remove flag', { flag: flagWords(flag, dates, say) });
}
