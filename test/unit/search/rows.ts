import type { MessageRow } from '../../../renderer/store/tables.ts';

/** A message of account a, in its one folder. */
export const row = (n: number, subject: string): MessageRow => ({
  id: `a|${n}`,
  accountId: 'a',
  folderId: 'a|f',
  nd: -n,
  key: String(n),
  href: `/${n}`,
  permanentUrl: null,
  subject,
  from: 'Ada',
  to: 'Alex',
  date: n,
  size: 1,
  read: true,
  flagged: false,
  categories: [],
  hasAttachment: false,
  messageId: null,
  preview: '',
});
