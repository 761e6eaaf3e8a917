import { useServices } from '../../hooks/services.ts';
import type { MessageRow } from '../../store/tables.ts';
import { layoutOf } from './list/layout.ts';
import { locate } from './list/rows.ts';
import { type Selection, selectOne } from './list/selection.ts';

/** Goes to a message, in whichever folder it is: `show` gets that folder and the message selected in it. */
export function useGoTo(
  show: (folderId: string, selection: Selection) => void,
): (row: MessageRow) => Promise<void> {
  const { reader } = useServices();
  return async ({ id, folderId }) => {
    const layout = layoutOf(await reader.days(folderId), () => '');
    const index = (await locate(reader, folderId, { layout, opened: [] }, id)) ?? 0;
    show(folderId, selectOne({ id, index }));
  };
}
