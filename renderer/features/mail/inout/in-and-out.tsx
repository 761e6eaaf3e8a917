import { useState } from 'react';
import type { AccountSummary, VouchedFile } from '../../../../shared/contracts/main.ts';
import { useCommand } from '../../../hooks/commands.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { CarryDialog } from './carry-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { OpenedFiles } from './opened-files.tsx';
import { useDroppedMail } from './use-dropped-mail.ts';
import { useSaveMessage } from './use-message-files.ts';

/** Mail that comes in from files and goes out to them: Import, Export, Save as, and files that are dropped or opened. */
export function InAndOut({
  accounts,
  folder,
  selected,
}: {
  readonly accounts: readonly AccountSummary[];
  /** The open folder; null where it is none of an account. */
  readonly folder: FolderRow | null;
  readonly selected: ReadonlySet<string>;
}) {
  const [open, setOpen] = useState<
    'export' | 'carry' | { readonly given: readonly VouchedFile[] | null } | null
  >(null);
  const close = () => setOpen(null);
  const messageIds = [...selected];
  useCommand('import', () => setOpen({ given: null }));
  useCommand('export', () => setOpen('export'));
  useCommand('carry', () => messageIds.length > 0 && setOpen('carry'));
  useSaveMessage(messageIds);
  useDroppedMail((given) => setOpen((before) => before ?? { given }));
  return (
    <>
      {open === 'export' && (
        <ExportDialog accounts={accounts} folder={folder} messageIds={messageIds} onClose={close} />
      )}
      {open === 'carry' && <CarryDialog accounts={accounts} messageIds={messageIds} onClose={close} />}
      {typeof open === 'object' && open !== null && <ImportDialog given={open.given} onClose={close} />}
      <OpenedFiles />
    </>
  );
}
