import { useEffect } from 'react';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { isNumber, useStored } from '../../hooks/use-stored.ts';
import type { LogRow } from '../../store/tables.ts';

/** The newest lines shown; older ones stay in the log until it is cleared. */
const SHOWN = 200;
const NONE: readonly LogRow[] = [];

/** The error log, newest first, and how many errors and warnings came since it was last open. */
export function useLog(open: boolean) {
  const { reader } = useServices();
  const rows = useLive('log', () => reader.log(SHOWN)) ?? NONE;
  const [seenId, setSeen] = useStored('log-seen', 0, isNumber);
  const newest = rows[0]?.id ?? 0;
  useEffect(() => {
    if (open && newest > seenId) setSeen(newest);
  }, [open, newest, seenId, setSeen]);
  const fresh = rows.filter(({ id, level }) => (id ?? 0) > seenId && level !== 'info').length;
  return { rows, fresh: open ? 0 : fresh };
}
