import { Ban, Folder, Inbox, type LucideIcon, Send, SendHorizontal, SquarePen, Trash2 } from 'lucide-react';
import type { FolderRole } from '../../../../shared/mail/types.ts';
import { assertNever } from '../../../../shared/errors.ts';

/** The picture of a folder, by its role. */
export function folderIcon(role: FolderRole): LucideIcon {
  switch (role) {
    case 'inbox':
      return Inbox;
    case 'drafts':
      return SquarePen;
    case 'sent':
      return SendHorizontal;
    case 'outbox':
      return Send;
    case 'junk':
      return Ban;
    case 'deleted':
      return Trash2;
    case 'none':
      return Folder;
    default:
      return assertNever(role);
  }
}
